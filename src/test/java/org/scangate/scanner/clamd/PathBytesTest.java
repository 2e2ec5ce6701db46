package org.scangate.scanner.clamd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system would be asked for; with real files of odd names in {@link ByPathTest}. */
class PathBytesTest {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a b/c%41?#", "/a\nb", "/a/../b/./c"})
  void isWhatJavaWasGiven(String path) {
    byte[] given = path.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(
        new String(given, ISO_8859_1), new String(PathBytes.of(Path.of(path)), ISO_8859_1));
  }

  @Test
  void isAbsolute() {
    String here = Path.of("").toAbsolutePath().toString();
    assertEquals(here + "/a b", new String(PathBytes.of(Path.of("a b")), ISO_8859_1));
  }
}
