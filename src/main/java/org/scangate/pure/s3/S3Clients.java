package org.scangate.pure.s3;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the SDK's clients as they are configured. */
final class S3Clients {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** More than calls at once: 64 scans, by several scanners each, and the looks at tags. */
  private static final int CONNECTIONS = 512;

  /** What services that know no regions are told. */
  private static final Region ANY = Region.US_EAST_1;

  private static final Pattern AWS_QUEUES =
      Pattern.compile("(?:vpce-[^.]+\\.)?sqs\\.([a-z0-9-]+)\\.(?:vpce\\.)?amazonaws\\..+");

  private S3Clients() {}

  static S3Client s3(S3Settings settings, ServerClock clock) {
    return s3(settings, clock, behaviour());
  }

  /** One whose requests somebody sees before they are sent. */
  static S3Client s3(S3Settings settings, ServerClock clock, ExecutionInterceptor before) {
    return s3(settings, clock, behaviour().addExecutionInterceptor(before));
  }

  private static S3Client s3(
      S3Settings settings, ServerClock clock, ClientOverrideConfiguration.Builder behaviour) {
    behaviour.addExecutionInterceptor(new Dates(clock));
    return with(settings, S3Client.builder(), settings.endpoint(), settings.region())
        .httpClientBuilder(http(S3Calls.PATIENCE))
        .overrideConfiguration(behaviour.build())
        .forcePathStyle(settings.pathStyle())
        // Others than AWS answer 400 to checksums that nobody asked for.
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  /** Of the queue's own host, which on AWS names the region. */
  static SqsClient sqs(S3Settings settings, URI queue) {
    URI host = URI.create(queue.getScheme() + "://" + queue.getRawAuthority());
    Matcher ofAws = AWS_QUEUES.matcher(queue.getHost());
    Optional<String> region = ofAws.matches() ? Optional.of(ofAws.group(1)) : settings.region();
    return with(settings, SqsClient.builder(), Optional.of(host), region)
        .httpClientBuilder(http(EventQueue.POLL.plus(S3Calls.PATIENCE)))
        .overrideConfiguration(behaviour().build())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B with(
      S3Settings settings, B builder, Optional<URI> endpoint, Optional<String> region) {
    endpoint.ifPresent(builder::endpointOverride);
    if (region.isPresent()) {
      builder.region(Region.of(region.get()));
    } else if (settings.endpoint().isPresent()) {
      builder.region(ANY);
    }
    return builder.credentialsProvider(credentials(settings));
  }

  private static AwsCredentialsProvider credentials(S3Settings settings) {
    return settings
        .keys()
        .<AwsCredentialsProvider>map(
            keys ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static ClientOverrideConfiguration.Builder behaviour() {
    return ClientOverrideConfiguration.builder().retryStrategy(RetryMode.STANDARD);
  }

  private static ApacheHttpClient.Builder http(Duration patience) {
    return ApacheHttpClient.builder()
        .maxConnections(CONNECTIONS)
        .connectionTimeout(CONNECT)
        .expectContinueEnabled(false) // Ceph never says to go on: each PUT would wait
        .socketTimeout(patience);
  }

  /** Tells the clock what it is at the service. */
  private record Dates(ServerClock clock) implements ExecutionInterceptor {

    @Override
    public void afterTransmission(
        Context.AfterTransmission context, ExecutionAttributes attributes) {
      context.httpResponse().firstMatchingHeader("Date").ifPresent(this::saw);
    }

    private void saw(String date) {
      try {
        clock.saw(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
      } catch (DateTimeParseException e) {
        return; // then our own clock has to do
      }
    }
  }
}
