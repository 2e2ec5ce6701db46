package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a verdict is created with, before it has its group. */
class AvPermissionsTest {

  @Test
  void isWhatItShallHaveInTheEnd() {
    assertEquals("rw-r--r--", first("rw-r--r--", Optional.empty()));
    assertEquals("rw-rw-r--", first("rw-rw-r--", Optional.empty()));
    assertEquals("rw-r-----", first("r--r-----", Optional.empty()), "its owner dates it");
  }

  @Test
  void isNothingForAGroupThatIsNotTheOneItShallHave() {
    assertEquals("rw-------", first("rw-rw----", Optional.of("daemon")));
    assertEquals("rw-------", first("rw-r--r--", Optional.of("nosuchgroup")));
  }

  private static String first(String permissions, Optional<String> group) {
    AvPermissions rights = new AvPermissions();
    rights.use(
        new LocalSettings(List.of(), PosixFilePermissions.fromString(permissions), group), false);
    return PosixFilePermissions.toString(rights.first().value());
  }
}
