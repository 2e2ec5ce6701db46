package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.apache.commons.fileupload2.core.MultipartInput.MalformedStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartStreamTest {

  private static final String BOUNDARY = "----c838f37b2819f567";
  private static final String DELIMITER = "\r\n--" + BOUNDARY;
  private static final int BUFFER = 64 << 10;

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

  private static MultipartStream body(InputStream in) {
    return new MultipartStream(in, bytes(BOUNDARY));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 100_000})
  void aContentEndsExactlyBeforeItsDelimiterWhereverTheBufferEnds(int piece) throws IOException {
    Random random = new Random(piece);
    for (int around : new int[] {0, 100, BUFFER - 24, BUFFER, 2 * BUFFER - 24}) {
      for (int size = Math.max(0, around - 30); size < around + 30; size += piece == 1 ? 13 : 1) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        MultipartStream body =
            body(inPieces(concat(content, bytes(DELIMITER), bytes("\r\nrest")), piece));
        assertArrayEquals(content, body.content().readAllBytes());
        assertEquals(DELIMITER + "\r\nrest", new String(body.readAllBytes(), ISO_8859_1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100_000})
  void whatOnlyBeginsLikeADelimiterIsContent(int piece) throws IOException {
    String content =
        "\r\n--" + BOUNDARY.substring(1) + "\r\r\n-\r\n--" + "\n--" + BOUNDARY + "\r\n----c838f37b";
    MultipartStream body = body(inPieces(bytes(content + DELIMITER + "--"), piece));
    assertEquals(content, new String(body.content().readAllBytes(), ISO_8859_1));
  }

  @Test
  void theParserGetsNothingBeyondTheLineItAsksFor() throws IOException {
    MultipartStream body =
        body(new ByteArrayInputStream(bytes("header\r\n\r\ncontent" + DELIMITER + "--\r\n")));
    byte[] line = new byte[100];
    assertEquals(8, body.read(line, 0, line.length));
    assertEquals(2, body.read(line, 0, line.length));
    assertEquals("content", new String(body.content().readAllBytes(), ISO_8859_1));
  }

  @Test
  void aPreambleNeedsNoLineBreakBeforeTheFirstDelimiter() throws IOException {
    for (String preamble : new String[] {"", "x", "a\n--b\r\n"}) {
      MultipartStream body =
          body(new ByteArrayInputStream(bytes(preamble + "--" + BOUNDARY + "\r\n")));
      assertEquals(preamble, new String(body.preamble().readAllBytes(), ISO_8859_1));
      assertEquals("--" + BOUNDARY + "\r\n", new String(body.readAllBytes(), ISO_8859_1));
    }
  }

  @Test
  void aBodyThatEndsWithoutDelimiterIsCutOff() {
    MultipartStream body =
        body(new ByteArrayInputStream(bytes("content\r\n--" + BOUNDARY.substring(1))));
    assertThrows(MalformedStreamException.class, () -> body.content().readAllBytes());
  }
}
