def handle(event, context):
    return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in event["Records"] if not one["body"]]}
