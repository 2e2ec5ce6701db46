package org.scangate.moodle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Forms as Moodle posts them, and as it never would. */
final class FormBuilder {

  static final String BOUNDARY = "------------------------c838f37b2819f567";
  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  FormBuilder file(byte[] content) {
    return part(
        "Content-Disposition: form-data; name=\"scanfile\"; filename=\"/tmp/php3bkhIj\"\r\n"
            + "Content-Type: application/octet-stream\r\n",
        content);
  }

  FormBuilder field(String name, String value) {
    return field(name, value.getBytes(UTF_8));
  }

  FormBuilder field(String name, byte[] value) {
    return part("Content-Disposition: form-data; name=\"" + name + "\"\r\n", value);
  }

  /**
   * Any part.
   *
   * @param headers each with its line end
   */
  FormBuilder part(String headers, byte[] content) {
    return raw("--" + BOUNDARY + "\r\n" + headers + "\r\n").raw(content).raw("\r\n");
  }

  FormBuilder raw(String text) {
    return raw(text.getBytes(UTF_8));
  }

  FormBuilder raw(byte[] bytes) {
    body.writeBytes(bytes);
    return this;
  }

  /** The form with its closing delimiter. */
  byte[] end() {
    return raw("--" + BOUNDARY + "--\r\n").bytes();
  }

  byte[] bytes() {
    return body.toByteArray();
  }
}
