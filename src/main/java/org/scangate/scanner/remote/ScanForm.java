package org.scangate.scanner.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.scangate.scan.Sample;

/**
 * The form around a sample: what Moodle sends, with the file's name where the specification has it
 * too. In the part's header, line ends and quotes are escaped as browsers do (HTML, "multipart form
 * data"; RFC 7578 4.2 forbids RFC 5987's way), and so is every other control character.
 */
final class ScanForm {

  /** So much of a name: it has to fit into header lines. */
  private static final int MOST_NAME = 1000;

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
    String name =
        sample.name().codePointCount(0, sample.name().length()) <= MOST_NAME
            ? sample.name()
            : sample.name().substring(0, sample.name().offsetByCodePoints(0, MOST_NAME));
    String before =
        part(boundary, "scanfile\"; filename=\"" + (name.isEmpty() ? "file" : escaped(name)))
            + "Content-Type: application/octet-stream\r\n\r\n";
    String after =
        "\r\n" + part(boundary, "filename") + "\r\n" + name + "\r\n--" + boundary + "--\r\n";
    return new ScanForm(boundary, before, after, sample.size());
  }

  private static String part(String boundary, String name) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n".formatted(boundary, name);
  }

  private static String escaped(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || Character.isISOControl(c)) {
        escaped.append("%%%02X".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
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
