package org.scangate.testing.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The start line and the headers of a request or a response, passed on byte for byte. */
record HttpHead(List<String> lines) {
  private static final int MAX_LENGTH = 1 << 16;

  /** Empty when the connection has ended before it. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    Optional<String> line = line(in);
    while (line.isPresent() && !line.get().isEmpty()) {
      lines.add(line.get());
      line = line(in);
    }
    if (line.isEmpty() && !lines.isEmpty()) {
      throw new EOFException("the end within " + lines);
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(new HttpHead(List.copyOf(lines)));
  }

  /** Without its CR LF; empty at the end of the stream. */
  static Optional<String> line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 && line.isEmpty()) {
        return Optional.empty();
      }
      if (next < 0 || line.length() > MAX_LENGTH) {
        throw new EOFException("a line without an end: " + line);
      }
      line.append((char) next);
    }
    int last = line.length() - 1;
    return Optional.of(
        last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line + "");
  }

  String startLine() {
    return lines.get(0);
  }

  /** Of a response. */
  int status() {
    return Integer.parseInt(startLine().split(" ", -1)[1]);
  }

  Optional<String> header(String name) {
    return lines.stream()
        .skip(1)
        .filter(line -> isNamed(line, name))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  boolean says(String name, String value) {
    return header(name).filter(value::equalsIgnoreCase).isPresent();
  }

  HttpHead without(String name) {
    return new HttpHead(lines.stream().filter(line -> !isNamed(line, name)).toList());
  }

  byte[] bytes() {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isNamed(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }
}
