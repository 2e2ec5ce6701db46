package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.scangate.scan.Sample;

/** The form around a sample: what Moodle sends, with a name where the specification has it too. */
final class ScanForm {

  /** So much of a name: it has to fit into a line of a log. */
  private static final int MAX_NAME = 100;

  private final String boundary;
  private final byte[] before;
  private final byte[] after;
  private final long size;

  private ScanForm(String boundary, String before, String after, long size) {
    this.boundary = boundary;
    this.before = before.getBytes(UTF_8);
    this.after = after.getBytes(UTF_8);
    this.size = size;
  }

  static ScanForm around(Sample sample) {
    String boundary = "scangate-" + UUID.randomUUID();
    String name = plain(sample.name());
    String before =
        part(boundary, "scanfile\"; filename=\"" + name)
            + "Content-Type: application/octet-stream\r\n\r\n";
    String after =
        "\r\n" + part(boundary, "filename") + "\r\n" + name + "\r\n--" + boundary + "--\r\n";
    return new ScanForm(boundary, before, after, sample.size());
  }

  private static String part(String boundary, String name) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n".formatted(boundary, name);
  }

  /**
   * The name is for the engine's log alone. Nothing is left of it that an engine could decide by:
   * an exception for {@code *.mp4} must not hold for whatever is called so, while probes are
   * scanned.
   */
  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    name.codePoints().limit(MAX_NAME).forEach(c -> plain.append(isPlain(c) ? (char) c : '_'));
    return plain.isEmpty() ? "file" : plain.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Random, so that it occurs in no content. */
  String boundary() {
    return boundary;
  }

  /** What comes before the content. */
  byte[] before() {
    return before;
  }

  /** What comes behind the content. */
  byte[] after() {
    return after;
  }

  /** Of the content, in bytes. */
  long size() {
    return size;
  }

  long contentLength() {
    return before.length + size + after.length;
  }
}
