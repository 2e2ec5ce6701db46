package org.scangate.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

class DigestedSampleTest {

  private static final byte[] BYTES = "what is read".getBytes(US_ASCII);
  private static final Optional<String> DIGEST = Optional.of(Fixtures.sha256(BYTES));

  private final TestSample unread = unread(BYTES.length);

  private static TestSample unread(long size) {
    return TestSample.of(size, () -> new ByteArrayInputStream(BYTES));
  }

  @Test
  void itIsFoundOutWhileItIsRead() throws IOException {
    DigestedSample sample = new DigestedSample(unread);
    assertEquals(Optional.empty(), sample.digest());
    try (InputStream in = sample.open()) {
      assertEquals('w', in.read());
      in.readAllBytes();
    }
    assertEquals(DIGEST, sample.digest());
    assertEquals(Optional.empty(), sample.sha256(), "the cache of known content would believe it");
    sample.read(soon());
    assertEquals(1, unread.opened().get(), "nothing is left to be read");
  }

  @Test
  void whatWasReadInPartIsReadAgain() throws IOException {
    DigestedSample sample = new DigestedSample(unread);
    try (InputStream in = sample.open()) {
      in.read();
    }
    assertEquals(Optional.empty(), sample.digest());
    sample.read(soon());
    assertEquals(DIGEST, sample.digest());
  }

  @Test
  void whatWasSteppedOverHasNoDigest() throws IOException {
    DigestedSample sample = new DigestedSample(unread);
    try (InputStream in = sample.open()) {
      in.skip(3);
      in.readAllBytes();
    }
    assertEquals(Optional.empty(), sample.digest());
  }

  @Test
  void oneOfSeveralWhoReadIsEnough() throws IOException {
    DigestedSample sample = new DigestedSample(unread);
    try (InputStream first = sample.open();
        InputStream second = sample.open()) {
      first.read();
      second.readAllBytes();
    }
    assertEquals(Optional.empty(), sample.digest());
    try (InputStream third = sample.open()) {
      third.readAllBytes();
    }
    assertEquals(DIGEST, sample.digest());
  }

  @Test
  void anotherSizeThanItHasIsNoDigest() {
    for (long size : new long[] {BYTES.length - 1, BYTES.length + 1}) {
      DigestedSample sample = new DigestedSample(unread(size));
      sample.read(soon());
      assertEquals(Optional.empty(), sample.digest());
    }
  }

  @Test
  void anEmptyOneHasOneToo() {
    DigestedSample sample = new DigestedSample(TestSample.of(0, InputStream::nullInputStream));
    sample.read(soon());
    assertEquals(Optional.of(Fixtures.sha256(new byte[0])), sample.digest());
  }

  @Test
  void whatCannotBeReadHasNone() {
    DigestedSample sample =
        new DigestedSample(
            unread.reading(
                () -> {
                  throw new IOException("gone");
                }));
    sample.read(soon());
    assertEquals(Optional.empty(), sample.digest());
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
