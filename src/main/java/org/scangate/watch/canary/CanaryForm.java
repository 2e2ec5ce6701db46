package org.scangate.watch.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The form around a test file: sent as it is read, and with its length, as Moodle and curl do. */
final class CanaryForm {

  private final String boundary = "scangate-canary-" + UUID.randomUUID();
  private final CanaryFile file;
  private final byte[] before;
  private final byte[] after;

  /**
   * @param fields before the file
   * @param part the name of the file's field
   */
  CanaryForm(Map<String, String> fields, String part, CanaryFile file) {
    this.file = file;
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) -> text.append(head(name)).append("\r\n\r\n").append(value + "\r\n"));
    text.append(head(part + "\"; filename=\"" + file.name()));
    text.append("\r\nContent-Type: application/octet-stream\r\n\r\n");
    before = text.toString().getBytes(UTF_8);
    after = ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
  }

  private String head(String name) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"".formatted(boundary, name);
  }

  /** Of the header Content-Type. */
  String type() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Bytes. */
  long length() {
    return before.length + file.size() + after.length;
  }

  BodyPublisher body() {
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::stream), length());
  }

  private InputStream stream() {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream(before),
                file.content().get(),
                new ByteArrayInputStream(after))));
  }
}
