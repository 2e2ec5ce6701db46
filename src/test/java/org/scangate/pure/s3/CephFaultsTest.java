package org.scangate.pure.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.scangate.testing.s3.FaultyGate.ALWAYS;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scangate.pure.s3.S3Settings.Keys;
import org.scangate.testing.s3.Ceph;
import org.scangate.testing.s3.S3Server;

/** What is the server's own doing, before a real Ceph. */
class CephFaultsTest {

  private static Ceph server;

  @BeforeAll
  static void start() {
    assumeTrue(Ceph.installed(), Ceph.PACKAGES);
    server = Ceph.start();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  @Nested
  class WrongKeys extends S3FaultsContract {
    @Override
    S3Server server() {
      return server;
    }

    @ParameterizedTest
    @CsvSource({"nobody, local-secret, InvalidAccessKeyId", "local, wrong, SignatureDoesNotMatch"})
    void nothingIsWrittenAndTheSettingIsNamed(String access, String secret, String code)
        throws InterruptedException {
      put(KEY, "content");
      S3Settings right = site.store;
      site.store =
          new S3Settings(
              right.roots(),
              right.endpoint(),
              right.region(),
              right.pathStyle(),
              Optional.of(new Keys(access, secret)),
              right.eventsQueue(),
              right.round());
      full();
      quick();
      assertHasNone(KEY);
      assertEquals(0, gate.count(Call.PUT_TAGS));
      assertWarned("s3:ListBucket on s3://" + site.bucket, code, "scangate.pure.s3.access-key");
      site.store = right;
      untilIts(KEY, "OK");
      assertIs("OK", KEY);
    }

    @ParameterizedTest
    @CsvSource({"GET", "GET_TAGS"})
    void whatMayNotBeReadIsNotWritten(Call call) throws InterruptedException {
      put(KEY, "content");
      gate.deny(call, ALWAYS);
      full();
      assertHasNone(KEY);
      assertEquals(0, gate.count(Call.PUT_TAGS));
    }
  }

  @Nested
  class Reads extends S3FaultsContract {
    @Override
    S3Server server() {
      return server;
    }

    @Test
    void oneThatBreaksOffIsTakenUpWhereItWas() throws InterruptedException {
      String content = "content ".repeat(1 << 17);
      put(KEY, content);
      gate.cutAfter(Call.GET, 300_000, 1);
      full();
      assertIs("OK", KEY);
      assertEquals(2, gate.count(Call.GET));
      CRC32 checksum = new CRC32();
      checksum.update(content.getBytes(StandardCharsets.US_ASCII));
      assertEquals(content.length() + " " + checksum.getValue(), site.reader.read.get(KEY));
    }
  }

  @Nested
  class Races extends S3RacesContract {
    @Override
    S3Server server() {
      return server;
    }
  }

  @Nested
  class TakeBacks extends S3TakeBackContract {
    @Override
    S3Server server() {
      return server;
    }
  }

  @Nested
  class SparedTags extends SparedTagsContract {
    @Override
    S3Server server() {
      return server;
    }

    @Override
    void mayNotBeRead(String key) {
      String denied =
          """
          {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*",
            "Action": ["s3:GetObjectTagging"], "Resource": "arn:aws:s3:::%s/%s"}]}"""
              .formatted(site.bucket, key);
      site.client.putBucketPolicy(request -> request.bucket(site.bucket).policy(denied));
    }
  }
}
