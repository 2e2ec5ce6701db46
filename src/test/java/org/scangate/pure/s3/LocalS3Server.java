package org.scangate.pure.s3;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.scangate.pure.s3.S3Settings.Keys;
import org.scangate.pure.s3.S3Settings.Root;
import org.scangate.testing.LoopbackPort;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * An S3 server in this JVM. It accepts any key, and pays no regard to {@code If-Match}: what
 * Scangate makes of a change shows all the same, since it looks at the answer.
 */
final class LocalS3Server implements AutoCloseable {

  private final LocalS3 server;
  private final URI endpoint;
  private final S3Client client;

  LocalS3Server() {
    int port = LoopbackPort.free();
    server = LocalS3.builder().port(port).mode(LocalS3Mode.IN_MEMORY).build();
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + port);
    client = Clients.s3(settings(endpoint, List.of()), new ServerClock(Clock.systemUTC()));
  }

  URI endpoint() {
    return endpoint;
  }

  S3Client client() {
    return client;
  }

  static S3Settings settings(URI endpoint, List<Root> roots) {
    return new S3Settings(
        roots,
        Optional.of(endpoint),
        Optional.empty(),
        true,
        Optional.of(new Keys("access", "secret")),
        Optional.empty(),
        Duration.ofDays(28));
  }

  void bucket(String name, boolean versioned) {
    client.createBucket(request -> request.bucket(name));
    if (versioned) {
      client.putBucketVersioning(
          request ->
              request
                  .bucket(name)
                  .versioningConfiguration(how -> how.status(BucketVersioningStatus.ENABLED)));
    }
  }

  @Override
  public void close() {
    client.close();
    server.shutdown();
  }
}
