/**
 * Testing kit: runs a rule of this pack, or any Pulumi policy, over resources that are built as the engine builds
 * them, without an engine.
 */
export type { Level, ResourceRule, Rule, StackRule } from "../frame/rule";
export { SettingsError } from "../frame/settings";
export { rules } from "../rules";
export { type JudgeOptions, judge, type Outcome } from "./judge";
export type { TestPeer } from "./peer";
export { provider, resource, type TestResource, type TestResourceOptions, urnOf } from "./resource";
export { Reference, reference, Secret, secret, unknown } from "./values";
