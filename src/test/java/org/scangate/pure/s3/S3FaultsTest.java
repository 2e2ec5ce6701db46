package org.scangate.pure.s3;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.S3Server;

/** Faults that are made on the way to the server, for which the one in this JVM will do. */
class S3FaultsTest {

  private static LocalS3 server;

  @BeforeAll
  static void start() {
    server = LocalS3.inMemory();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  @Nested
  class Refusals extends S3RefusalsContract {
    @Override
    S3Server server() {
      return server;
    }
  }

  @Nested
  class Cuts extends S3CutsContract {
    @Override
    S3Server server() {
      return server;
    }
  }

  @Nested
  class Stops extends S3StopContract {
    @Override
    S3Server server() {
      return server;
    }
  }
}
