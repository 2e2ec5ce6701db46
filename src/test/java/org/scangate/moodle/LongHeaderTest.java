package org.scangate.moodle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.ClientAddress;

/** Headers far longer than any server lets through are read at once, in a small stack. */
class LongHeaderTest {

  private static final String FIELD = "Content-Disposition: form-data; name=\"scanfile\"";

  @ParameterizedTest
  @ValueSource(ints = {2_000, 200_000})
  void aQuotedNameOfAnyLengthIsRead(int length) {
    String name = "n; =x ".repeat(length / 6);
    soon(
        () -> {
          String header = FIELD + "; filename=\"" + name + "\"; x=\"" + name + "\"";
          assertEquals("scanfile", FormHeaders.fieldName(header));
          assertThrows(MalformedForm.class, () -> FormHeaders.fieldName(header + "; y=\"" + name));
          String blanks = FIELD + " ".repeat(length) + "x";
          assertThrows(MalformedForm.class, () -> FormHeaders.fieldName(blanks));
          String folds = FIELD + ";" + "\r\n x=y;".repeat(length);
          assertEquals("scanfile", FormHeaders.fieldName(folds));
          String type = "multipart/form-data; boundary=b; x=\"" + name + "\"";
          assertEquals("b", FormHeaders.boundary(type));
          assertThrows(
              MalformedForm.class, () -> FormHeaders.boundary(type + "; boundary=\"" + name));
        });
  }

  @Test
  void noAddressTakesLong() {
    ClientAddress clients = new ClientAddress(List.of(AddressRange.parse("10.0.0.0/8")));
    for (String piece :
        List.of(":", "1.", "for=", "for=\"", "\"", "\\\"", ",", "for=a,", ";;", " ")) {
      String text = piece.repeat(200_000 / piece.length());
      soon(
          () -> {
            assertFalse(AddressRange.parse("::/0").contains(text));
            clients.of("10.0.0.1", List.of(text), List.of());
            clients.of("10.0.0.1", List.of("for=\"" + text + "x"), List.of());
            clients.of("10.0.0.1", List.of(), List.of(text));
            assertEquals(
                ReplyWording.Asked.OTHER, AccessFilter.asked("GET", "/".repeat(200_000) + text));
          });
    }
  }

  private static void soon(org.junit.jupiter.api.function.Executable read) {
    assertTimeoutPreemptively(Duration.ofSeconds(5), read);
  }
}
