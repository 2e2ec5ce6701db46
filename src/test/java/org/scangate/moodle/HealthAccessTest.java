package org.scangate.moodle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.scan.DataSize;
import org.scangate.scan.ScanService;
import org.scangate.scan.VerdictCache;
import org.scangate.scan.access.AddressAccess;
import org.scangate.scan.access.AddressRange;
import org.scangate.scan.access.ClientAddress;
import org.scangate.scan.spool.Spool;

/** Who is told all of health. */
class HealthAccessTest {

  private static final DataSize LIMIT = DataSize.parse("1M");

  @Test
  void unlessItIsSetThisMachineIsButNotWhoComesThroughAProxyOnIt() {
    AddressAccess access = new AddressAccess(Optional.empty());
    assertTrue(access.allows("127.0.0.1", "127.0.0.1", false));
    assertTrue(access.allows("::1", "::1", false));
    assertFalse(access.allows("127.0.0.1", "127.0.0.1", true));
    assertFalse(access.allows("127.0.0.1", "192.0.2.7", true));
    assertFalse(access.allows("192.0.2.7", "127.0.0.1", true));
    assertFalse(access.allows("192.0.2.7", "192.0.2.7", false));
  }

  @Test
  void whereItIsSetTheClientCounts() {
    AddressAccess access = new AddressAccess(Optional.of(List.of(AddressRange.parse("192.0.2.7"))));
    assertTrue(access.allows("127.0.0.1", "192.0.2.7", true));
    assertFalse(access.allows("127.0.0.1", "127.0.0.1", false));
    assertFalse(access.allows("127.0.0.1", ClientAddress.UNKNOWN, true));
  }

  @Test
  void aTokenOpensItFromAnywhereAndNoTokenThatIsNotConfigured(@TempDir Path folder) {
    AccessRules access = new AccessRules(List.of("s3cret"), List.of());
    ScanEndpoint engine = engine(folder, access);
    assertTrue(engine.tellsAll("192.0.2.7", "192.0.2.7", false, "Bearer s3cret"));
    assertFalse(engine.tellsAll("192.0.2.7", "192.0.2.7", false, "Bearer wrong"));
    assertFalse(engine.tellsAll("192.0.2.7", "192.0.2.7", false, null));
    for (int i = 0; i < 5; i++) {
      engine.tellsAll("192.0.2.8", "192.0.2.8", false, "Bearer guess");
    }
    assertFalse(engine.tellsAll("192.0.2.8", "192.0.2.8", false, "Bearer s3cret"), "a guesser");
    ScanEndpoint open = engine(folder, FixedSettings.ANYBODY);
    assertFalse(open.tellsAll("192.0.2.7", "192.0.2.7", false, "Bearer "));
    assertFalse(open.tellsAll("192.0.2.7", "192.0.2.7", false, null));
  }

  private static ScanEndpoint engine(Path folder, AccessRules access) {
    ScanService scans =
        new ScanService(List.of(), VerdictCache.NONE, LIMIT, Duration.ofSeconds(1), report -> {});
    return new ScanEndpoint(
        FixedSettings.of(FixedSettings.REPORT, access, LIMIT),
        new Spool(new Spool.Settings(folder, LIMIT, LIMIT)),
        scans,
        List::of);
  }
}
