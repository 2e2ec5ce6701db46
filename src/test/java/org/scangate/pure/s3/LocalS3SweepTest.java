package org.scangate.pure.s3;

import org.scangate.testing.s3.LocalS3;
import org.scangate.testing.s3.S3Server;

/**
 * An S3 server in this JVM. It pays no regard to {@code If-Match}: what Scangate makes of a change
 * shows all the same, since it looks at the answer.
 */
class LocalS3SweepTest extends S3SweepContract {

  @Override
  S3Server server() {
    return LocalS3.inMemory();
  }
}
