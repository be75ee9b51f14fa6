import type { AliasTable } from "./alias-table";

const securityGroupRule = {
  referencedSecurityGroupId: "-group",
  securityGroupId: "GroupId",
  cidrIpv4: "CidrIp",
  tags: "-terraform",
};

const publicInterface = {
  name: "VirtualInterfaceName",
  addressFamily: "BgpPeers.AddressFamily",
  amazonAddress: "BgpPeers.AmazonAddress",
  customerAddress: "BgpPeers.CustomerAddress",
  bgpAsn: "BgpPeers.Asn",
  bgpAuthKey: "BgpPeers.AuthKey",
};

const virtualInterface = { ...publicInterface, dxGatewayId: "DirectConnectGatewayId" };

/** VPC, gateways, DNS. */
export const network: AliasTable = {
  "directconnect/gatewayAssociation:GatewayAssociation": {
    dxGatewayId: "DirectConnectGatewayId",
    allowedPrefixes: "AllowedPrefixesToDirectConnectGateway",
  },
  "directconnect/privateVirtualInterface:PrivateVirtualInterface": {
    ...virtualInterface,
    vpnGatewayId: "VirtualGatewayId",
  },
  "directconnect/transitVirtualInterface:TransitVirtualInterface": virtualInterface,
  "directconnect/publicVirtualInterface:PublicVirtualInterface": publicInterface,
  "ec2/eip:Eip": { networkInterface: "-association", associateWithPrivateIp: "-association" },
  "ec2/eipAssociation:EipAssociation": { publicIp: "EIP" },
  "ec2/flowLog:FlowLog": {
    vpcId: "ResourceId",
    subnetId: "ResourceId",
    eniId: "ResourceId",
    transitGatewayId: "ResourceId",
    transitGatewayAttachmentId: "ResourceId",
    regionalNatGatewayId: "ResourceId",
    iamRoleArn: "DeliverLogsPermissionArn",
  },
  "ec2/natGateway:NatGateway": { privateIp: "PrivateIpAddress" },
  "ec2/networkAclRule:NetworkAclRule": {
    fromPort: "PortRange.From",
    toPort: "PortRange.To",
    icmpCode: "Icmp.Code",
    icmpType: "Icmp.Type",
  },
  "ec2/networkInterface:NetworkInterface": { securityGroups: "GroupSet", privateIp: "PrivateIpAddress" },
  "ec2/route:Route": { egressOnlyGatewayId: "EgressOnlyInternetGatewayId" },
  "ec2/securityGroup:SecurityGroup": {
    description: "GroupDescription",
    name: "GroupName",
    egress: "SecurityGroupEgress",
    ingress: "SecurityGroupIngress",
    "*.cidrBlocks": "CidrIp",
    "*.ipv6CidrBlocks": "CidrIpv6",
    "*.protocol": "IpProtocol",
    "ingress.securityGroups": "SourceSecurityGroupId",
    "egress.securityGroups": "DestinationSecurityGroupId",
    "ingress.prefixListIds": "SourcePrefixListId",
    "egress.prefixListIds": "DestinationPrefixListId",
    "*.self": "-group",
  },
  "ec2/securityGroupRule:SecurityGroupRule": {
    cidrBlocks: "CidrIp",
    ipv6CidrBlocks: "CidrIpv6",
    prefixListIds: "SourcePrefixListId",
    protocol: "IpProtocol",
    securityGroupId: "GroupId",
    type: "-type",
  },
  "ec2/subnet:Subnet": {
    enableResourceNameDnsARecordOnLaunch: "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsARecord",
    enableResourceNameDnsAaaaRecordOnLaunch: "PrivateDnsNameOptionsOnLaunch.EnableResourceNameDnsAAAARecord",
    privateDnsHostnameTypeOnLaunch: "PrivateDnsNameOptionsOnLaunch.HostnameType",
  },
  "ec2/vpcEndpoint:VpcEndpoint": {
    policy: "PolicyDocument",
    "dnsOptions.privateDnsOnlyForInboundResolverEndpoint": "-enum",
  },
  "ec2/vpcEndpointConnectionNotification:VpcEndpointConnectionNotification": {
    vpcEndpointServiceId: "ServiceId",
  },
  "ec2/vpnGateway:VpnGateway": { availabilityZone: "-terraform" },
  "ec2clientvpn/endpoint:Endpoint": {
    tags: "-specification",
    "authenticationOptions.activeDirectoryId": "ActiveDirectory.DirectoryId",
    "authenticationOptions.rootCertificateChainArn": "MutualAuthentication.ClientRootCertificateChainArn",
    "authenticationOptions.samlProviderArn": "FederatedAuthentication.SAMLProviderArn",
    "authenticationOptions.selfServiceSamlProviderArn": "FederatedAuthentication.SelfServiceSAMLProviderArn",
  },
  "ec2transitgateway/connect:Connect": {
    transportAttachmentId: "TransportTransitGatewayAttachmentId",
    protocol: "Options.Protocol",
  },
  "ec2transitgateway/connectPeer:ConnectPeer": {
    insideCidrBlocks: "ConnectPeerConfiguration.InsideCidrBlocks",
    peerAddress: "ConnectPeerConfiguration.PeerAddress",
    transitGatewayAddress: "ConnectPeerConfiguration.TransitGatewayAddress",
  },
  "ec2transitgateway/multicastDomain:MulticastDomain": {
    autoAcceptSharedAssociations: "Options.AutoAcceptSharedAssociations",
    igmpv2Support: "Options.Igmpv2Support",
    staticSourcesSupport: "Options.StaticSourcesSupport",
  },
  "ec2transitgateway/vpcAttachment:VpcAttachment": {
    applianceModeSupport: "Options.ApplianceModeSupport",
    dnsSupport: "Options.DnsSupport",
    ipv6Support: "Options.Ipv6Support",
    securityGroupReferencingSupport: "Options.SecurityGroupReferencingSupport",
  },
  "networkfirewall/firewall:Firewall": { "availabilityZoneMappings.availabilityZoneId": "-id" },
  "networkmanager/link:Link": { providerName: "Provider" },
  "route53/healthCheck:HealthCheck": {
    childHealthThreshold: "HealthThreshold",
    cloudwatchAlarmName: "AlarmIdentifier.Name",
    cloudwatchAlarmRegion: "AlarmIdentifier.Region",
    fqdn: "FullyQualifiedDomainName",
    invertHealthcheck: "Inverted",
  },
  "route53/record:Record": {
    aliases: "AliasTarget",
    records: "ResourceRecords",
    cidrRoutingPolicy: "CidrRoutingConfig",
    failoverRoutingPolicies: ".",
    "failoverRoutingPolicies.type": "Failover",
    geolocationRoutingPolicies: "GeoLocation",
    "geolocationRoutingPolicies.continent": "ContinentCode",
    "geolocationRoutingPolicies.country": "CountryCode",
    "geolocationRoutingPolicies.subdivision": "SubdivisionCode",
    geoproximityRoutingPolicy: "GeoProximityLocation",
    latencyRoutingPolicies: ".",
    "latencyRoutingPolicies.region": "Region",
    multivalueAnswerRoutingPolicy: "MultiValueAnswer",
    weightedRoutingPolicies: ".",
    "weightedRoutingPolicies.weight": "Weight",
    "aliases.name": "DNSName",
    "aliases.zoneId": "HostedZoneId",
    zoneId: "HostedZoneId",
  },
  "route53/resolverEndpoint:ResolverEndpoint": { "ipAddresses.ipId": "-id" },
  "route53/zone:Zone": { comment: "HostedZoneConfig.Comment" },
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    ...securityGroupRule,
    referencedSecurityGroupId: "DestinationSecurityGroupId",
    prefixListId: "DestinationPrefixListId",
  },
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    ...securityGroupRule,
    referencedSecurityGroupId: "SourceSecurityGroupId",
    prefixListId: "SourcePrefixListId",
  },
  "vpc/securityGroupVpcAssociation:SecurityGroupVpcAssociation": { securityGroupId: "GroupId" },
};
