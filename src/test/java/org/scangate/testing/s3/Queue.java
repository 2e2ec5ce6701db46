package org.scangate.testing.s3;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * An SQS server, ElasticMQ, within this JVM. Otherwise than AWS it accepts any credentials and any
 * region, and counts its messages exactly and at once.
 */
public final class Queue implements AutoCloseable {
  private static final List<Logger> LOGS =
      List.of(Logger.getLogger("org.elasticmq"), Logger.getLogger("org.apache.pekko"));

  static {
    LOGS.forEach(log -> log.setLevel(Level.WARNING));
  }

  private final SQSRestServer server;
  private final URI endpoint;
  private final SqsClient client;

  private Queue() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    endpoint = URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    client =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "secret")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();
  }

  /** A server without queues. */
  public static Queue start() {
    return new Queue();
  }

  public URI endpoint() {
    return endpoint;
  }

  public String region() {
    return "us-east-1";
  }

  /** Closed with the server. */
  public SqsClient client() {
    return client;
  }

  /**
   * A queue without dead letters.
   *
   * @param visibility how long a message that was received is hidden, in whole seconds
   * @return its URL
   */
  public String create(String name, Duration visibility) {
    return create(name, visibility, Map.of());
  }

  /**
   * A queue of which a message that was received that many times goes to a second one.
   *
   * @return its URL; {@link #deadLetters} knows the other's
   */
  public String createWithDeadLetters(String name, int maxReceives, Duration visibility) {
    String dead = create(deadLettersOf(name), visibility);
    String arn = attribute(dead, QueueAttributeName.QUEUE_ARN);
    String policy =
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}".formatted(arn, maxReceives);
    return create(name, visibility, Map.of(QueueAttributeName.REDRIVE_POLICY, policy));
  }

  /** The URL of the dead letters' queue. */
  public String deadLetters(String url) {
    String name = deadLettersOf(url.substring(url.lastIndexOf('/') + 1));
    return client.getQueueUrl(request -> request.queueName(name)).queueUrl();
  }

  public void send(String url, String body) {
    client.sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  /** Those to be received and those in flight. */
  public int messages(String url) {
    return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) + inFlight(url);
  }

  /** Those received, neither deleted nor visible again. */
  public int inFlight(String url) {
    return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private String create(
      String name, Duration visibility, Map<QueueAttributeName, String> attributes) {
    Map<QueueAttributeName, String> all = new HashMap<>(attributes);
    all.put(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()));
    return client.createQueue(request -> request.queueName(name).attributes(all)).queueUrl();
  }

  private int number(String url, QueueAttributeName name) {
    return Integer.parseInt(attribute(url, name));
  }

  private String attribute(String url, QueueAttributeName name) {
    return client
        .getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
        .attributes()
        .get(name);
  }

  private static String deadLettersOf(String name) {
    return name + "-dead";
  }

  @Override
  public void close() {
    client.close();
    server.stopAndWait();
  }
}
