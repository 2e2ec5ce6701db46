package org.scangate.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.scangate.container.ByteSource;
import org.scangate.testing.AnyPlace;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

class ReopenedBytesTest {

  @Test
  void isReadAtAnyPlace() throws IOException {
    byte[] content = Fixtures.randomBytes(3, 100_000);
    try (ByteSource bytes = TestSample.of(content).bytes()) {
      AnyPlace.isReadOf(content, bytes);
    }
  }

  @Test
  void onlyAStepBackOpensItAgain() throws IOException {
    TestSample sample = TestSample.of(new byte[1000]);
    try (ByteSource bytes = sample.bytes()) {
      for (int at = 0; at < 1000; at += 100) {
        bytes.read(at, new byte[50], 0, 50);
      }
      assertEquals(1, sample.opened().get());
      bytes.read(0, new byte[50], 0, 50);
      assertEquals(2, sample.opened().get());
    }
  }

  @Test
  void whatBecameShorterIsAnError() throws IOException {
    TestSample cut = TestSample.of(1000, () -> new ByteArrayInputStream(new byte[999]));
    try (ByteSource bytes = cut.bytes()) {
      assertThrows(EOFException.class, () -> bytes.read(990, new byte[10], 0, 10));
      assertThrows(EOFException.class, () -> cut.bytes().read(999, new byte[1], 0, 1));
    }
  }
}
