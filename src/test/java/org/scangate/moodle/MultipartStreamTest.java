package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartStreamTest {

  private static final String BOUNDARY = "----c838f37b2819f567";
  private static final String DELIMITER = "\r\n--" + BOUNDARY;
  private static final int BUFFER = 16 << 10;

  /** Pieces as they may come from a network. */
  private static InputStream inPieces(byte[] bytes, int piece) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, piece));
      }
    };
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** At the content of its first part, of which these bytes are the beginning. */
  private static MultipartStream form(byte[] rest, int piece) throws IOException {
    byte[] before = bytes("--" + BOUNDARY + "\r\nA: 1\r\nB: 2\r\n\r\n");
    MultipartStream form = new MultipartStream(inPieces(concat(before, rest), piece), BOUNDARY);
    assertTrue(form.next());
    assertEquals("A: 1\r\nB: 2", form.header());
    return form;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 100_000})
  void aContentEndsExactlyBeforeItsDelimiterWhereverTheBufferEnds(int piece) throws IOException {
    Random random = new Random(piece);
    for (int around : new int[] {0, 100, BUFFER - 60, BUFFER, 2 * BUFFER - 24}) {
      for (int size = Math.max(0, around - 30); size < around + 30; size += piece == 1 ? 13 : 1) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        MultipartStream form =
            form(
                concat(content, bytes(DELIMITER), bytes("\r\n\r\nrest" + DELIMITER + "--")), piece);
        assertArrayEquals(content, form.content().readAllBytes());
        assertTrue(form.next());
        assertEquals("", form.header());
        assertEquals("rest", new String(form.content().readAllBytes(), ISO_8859_1));
        assertFalse(form.next());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100_000})
  void whatOnlyBeginsLikeADelimiterOrStandsWithinALineIsContent(int piece) throws IOException {
    String content =
        "\r\n--"
            + BOUNDARY.substring(1)
            + "\r\r\n-\r\n--x--"
            + BOUNDARY
            + "--"
            + BOUNDARY
            + "\r\n----c838f37b";
    MultipartStream form = form(bytes(content + DELIMITER + "--"), piece);
    assertEquals(content, new String(form.content().readAllBytes(), ISO_8859_1));
    assertFalse(form.next());
  }

  @Test
  void whatNobodyReadOfAContentIsPassed() throws IOException {
    byte[] rest =
        bytes("x".repeat(100_000) + DELIMITER + "\r\nA: 1\r\n\r\nnext" + DELIMITER + "--");
    MultipartStream form = form(rest, 1000);
    assertEquals('x', form.content().read());
    assertTrue(form.next());
    assertEquals("A: 1", form.header());
    assertEquals("next", new String(form.content().readAllBytes(), ISO_8859_1));
  }

  @Test
  void aBodyThatEndsWithoutDelimiterIsCutOff() throws IOException {
    MultipartStream form = form(bytes("content\r\n--" + BOUNDARY.substring(1)), 1000);
    assertThrows(MalformedForm.class, () -> form.content().readAllBytes());
  }
}
