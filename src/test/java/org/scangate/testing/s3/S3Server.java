package org.scangate.testing.s3;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** A running S3 server on loopback, spoken to over plain HTTP with the bucket in the path. */
public interface S3Server extends AutoCloseable {

  /** As in {@code http://127.0.0.1:12345}. */
  URI endpoint();

  String accessKey();

  String secretKey();

  String region();

  /** For the names of parameterized tests. */
  String name();

  /** Closed with the server. */
  S3Client client();

  @Override
  void close();

  /**
   * Another client, to be closed by the caller; the endpoint may be that of a gate before it. It
   * never waits for a 100-continue, for which Ceph lets it wait three seconds at each PUT of tags,
   * and sends no body in signed chunks, of which Ceph keeps the content encoding.
   */
  default S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey(), secretKey())))
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
        .httpClientBuilder(ApacheHttpClient.builder().expectContinueEnabled(false))
        .build();
  }

  default void createBucket(String bucket, boolean versioned) {
    client().createBucket(request -> request.bucket(bucket));
    if (versioned) {
      client()
          .putBucketVersioning(
              request ->
                  request
                      .bucket(bucket)
                      .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    }
  }
}
