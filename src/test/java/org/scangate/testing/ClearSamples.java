package org.scangate.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds files that a virus scanner on somebody's machine would take away: a real clamd that opens
 * archives, and that takes the EICAR test file for infected wherever it stands in another one. That
 * is more than engines do, which look for it alone or at the beginning of a file.
 */
public final class ClearSamples implements AutoCloseable {

  /** Its signature is for {@link ClamdServer#MARKER}, which is in clear in the sources. */
  private static final String SIGNATURE_OF_THE_MARKER = "marker.ndb";

  /** For one file; a WAR has thousands in it. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ClamdServer clamd = start();

  private static ClamdServer start() {
    ClamdServer clamd =
        ClamdServer.builder().options(Map.of("MaxFiles", "0", "MaxScanTime", "0")).build();
    String eicar = new String(Fixtures.eicar(), US_ASCII);
    clamd.addSignature("Eicar-Anywhere", eicar.getBytes(US_ASCII));
    // of HTML clamd looks at what it has normalised
    clamd.addSignature("Eicar-In-Html", eicar.toLowerCase(Locale.ROOT).getBytes(US_ASCII));
    try {
      Files.delete(clamd.database().resolve(SIGNATURE_OF_THE_MARKER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clamd.start();
    return clamd;
  }

  /** Those that are not found clean, each with clamd's answer. */
  public List<String> in(Stream<Path> files) {
    List<String> found = new ArrayList<>();
    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
      try (InputStream content = Files.newInputStream(file)) {
        String answer = clamd.direct(PATIENCE).scan(content);
        if (!answer.equals("stream: OK")) {
          found.add(file + " " + answer);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("clamd has no answer to " + file, e);
      }
    }
    return found;
  }

  @Override
  public void close() {
    clamd.close();
  }
}
