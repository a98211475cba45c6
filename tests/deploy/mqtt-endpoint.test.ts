import { stackOf } from '../../deploy/stack.ts';

test('the broker may ask the authorizer, which needs no signature of its own', () => {
  const { Resources } = stackOf({ stage: 'prod', ingest: 'sqs' }).resources;
  const authorizer = { 'Fn::GetAtt': ['MqttAuthorizer', 'Arn'] };
  expect(Resources.MqttAuthorizer).toEqual({
    Type: 'AWS::IoT::Authorizer',
    Properties: {
      AuthorizerName: `skein-\${sls:stage}`,
      AuthorizerFunctionArn: { 'Fn::GetAtt': ['AuthAdmitLambdaFunction', 'Arn'] },
      SigningDisabled: true,
      Status: 'ACTIVE',
    },
  });
  expect(Resources.MqttAuthorizerPermission).toEqual({
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'AuthAdmitLambdaFunction' },
      Principal: 'iot.amazonaws.com',
      SourceArn: authorizer,
    },
  });
});

test('clients connect to an endpoint that asks our authorizer, and the outputs say how', () => {
  const { Resources, Outputs } = stackOf({ stage: 'prod', ingest: 'sqs' }).resources;
  expect(Resources.MqttDomain).toEqual({
    Type: 'AWS::IoT::DomainConfiguration',
    Properties: {
      DomainConfigurationName: `skein-\${sls:stage}`,
      ServiceType: 'DATA',
      AuthorizerConfig: { DefaultAuthorizerName: { Ref: 'MqttAuthorizer' }, AllowAuthorizerOverride: false },
    },
  });
  const values = Object.entries(Outputs).map(([name, output]) => [
    name,
    JSON.stringify((output as { Value: unknown }).Value),
  ]);
  expect(Object.fromEntries(values)).toMatchObject({
    MqttEndpointCommand: expect.stringContaining(`--domain-configuration-name \${MqttDomain}`),
    MqttPort: '"443"',
    MqttCa: expect.stringContaining('AmazonRootCA1.pem'),
  });
});
