import { arnOf, objectsIn } from './arn.ts';

interface Kept {
  /** What is deleted, by what its key begins with, after so many days. */
  expires?: Record<string, number>;
  /** Statements of its policy beside the one that wants TLS. */
  lets?: object[];
}

/**
 * A bucket that nobody may open to the public, encrypted, reached by TLS only. It stays when the stack goes: what lies in
 * it is nowhere else, and CloudFormation could not delete it unless it is empty.
 */
export const privateBucket = (id: string, { expires = {}, lets = [] }: Kept = {}) => ({
  [id]: {
    Type: 'AWS::S3::Bucket',
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      ...(Object.keys(expires).length > 0 && {
        LifecycleConfiguration: {
          Rules: Object.entries(expires).map(([Prefix, ExpirationInDays]) => ({
            Status: 'Enabled',
            Prefix,
            ExpirationInDays,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          })),
        },
      }),
    },
  },
  [`${id}Policy`]: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: id },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: [arnOf(id), objectsIn(id)],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          ...lets,
        ],
      },
    },
  },
});
