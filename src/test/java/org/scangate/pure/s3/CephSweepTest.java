package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.scangate.pure.sweep.Passes;
import org.scangate.testing.s3.Ceph;
import org.scangate.testing.s3.S3Server;
import software.amazon.awssdk.core.sync.RequestBody;

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

  /** An object is its bytes, whatever it says of them: nothing unpacks it on the way. */
  @Test
  void whatSaysThatItIsPackedIsScannedAsItIs() throws IOException, InterruptedException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream packer = new GZIPOutputStream(packed)) {
      packer.write(new byte[1 << 20]);
    }
    byte[] content = packed.toByteArray();
    site.client.putObject(
        request -> request.bucket(site.bucket).key("a.bin").contentEncoding("gzip"),
        RequestBody.fromBytes(content));
    assertEquals(
        "gzip",
        site.client.headObject(head -> head.bucket(site.bucket).key("a.bin")).contentEncoding());
    Passes.full(site.sweep);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    assertEquals(content.length + " " + checksum.getValue(), site.scanner.read.get("a.bin"));
    assertEquals("OK", site.status("a.bin"));
  }
}
