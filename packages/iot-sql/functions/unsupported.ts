/** AWS's functions that need more than the message, with what each of them needs. The parser refuses them by name. */
export const unsupported: Readonly<Record<string, string>> = {
  aws_lambda: 'it calls a Lambda function',
  get_dynamodb: 'it reads a DynamoDB table',
  get_mqtt_property: 'it reads the header of an MQTT 5 message',
  get_registry_data: 'it reads the registry of AWS IoT',
  get_secret: 'it reads AWS Secrets Manager',
  get_thing_shadow: 'it reads a device shadow',
  get_user_properties: 'it reads the header of an MQTT 5 message',
  machinelearning_predict: 'it asks a model of Amazon Machine Learning',
};
