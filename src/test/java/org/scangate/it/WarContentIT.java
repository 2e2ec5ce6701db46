package org.scangate.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scangate.testing.ClearSamples;

/** The WAR as it was built. */
class WarContentIT {

  @Test
  void noVirusScannerTakesItAway() {
    try (ClearSamples samples = new ClearSamples()) {
      assertEquals(List.of(), samples.in(Stream.of(Path.of("target/scangate.war"))));
    }
  }
}
