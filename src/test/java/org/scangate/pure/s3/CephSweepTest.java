package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.scangate.testing.s3.Ceph;
import org.scangate.testing.s3.S3Server;

/** A real Ceph, of the many years in which the writing of tags dated an object anew. */
class CephSweepTest extends S3SweepContract {

  @Override
  S3Server server() {
    assumeTrue(Ceph.installed(), Ceph.PACKAGES);
    return Ceph.start();
  }

  @Override
  List<String> scannedAfterRestart() {
    return List.of("a.bin");
  }
}
