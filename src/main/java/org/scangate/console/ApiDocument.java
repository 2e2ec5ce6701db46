package org.scangate.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document, in the WAR beside this class. */
final class ApiDocument {

  private static final String NAME = "openapi.json";

  private ApiDocument() {}

  static String text() {
    try (InputStream document = ApiDocument.class.getResourceAsStream(NAME)) {
      return new String(document.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read from the WAR", e);
    }
  }
}
