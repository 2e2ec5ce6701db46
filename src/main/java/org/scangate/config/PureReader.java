package org.scangate.config;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.scangate.pure.local.LocalSettings;
import org.scangate.pure.s3.S3Settings;
import org.scangate.pure.sweep.PureSettings;
import org.scangate.pure.sweep.RescanWindow;

/** Reads the keys {@code scangate.pure.*}; what is wrong with them is noted in the {@link Keys}. */
final class PureReader {

  static final String PREFIX = "scangate.pure.";

  private static final Set<PosixFilePermission> OWNER_READS_AND_WRITES =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Keys keys;
  private final EntryDefaults entries;

  PureReader(Keys keys, EntryDefaults entries) {
    this.keys = keys;
    this.entries = entries;
  }

  PureSettings sweep() {
    return new PureSettings(
        keys.duration(Key.INTERVAL),
        keys.duration(Key.FULL_WALK),
        keys.number(Key.PARALLEL),
        keys.duration(Key.SETTLE),
        keys.duration(Key.RESCAN_AFTER),
        keys.isSecondWord(Key.RESCAN_ON_NEW_SIGNATURES),
        keys.optional(Key.RESCAN_WINDOW, RescanWindow::parse),
        keys.isSecondWord(Key.FOREIGN_VERDICTS),
        keys.isSecondWord(Key.ORPHANS),
        keys.number(Key.ORPHANS_MAX),
        keys.isSecondWord(Key.DRY_RUN),
        entries
            .rules(keys, Key.PURE_SCAN_TIMEOUT, Key.PURE_ACCEPT_UNOPENED)
            .withDigest(keys.isSecondWord(Key.PURE_DIGEST)));
  }

  LocalSettings local() {
    return new LocalSettings(
        roots(), keys.value(Key.AV_PERMISSIONS, PureReader::permissions), keys.text(Key.AV_GROUP));
  }

  /**
   * @param rescanAfter over which the reading of verdicts is spread
   */
  S3Settings s3(Duration rescanAfter) {
    return new S3Reader(keys).settings(rescanAfter);
  }

  /** None while one of them is wrong: what the administrator meant is not guessed. */
  private List<Path> roots() {
    int before = keys.problems().size();
    List<Path> roots = keys.valuesOrNone(Key.ROOTS, PureReader::root);
    for (int at = 0; at < roots.size(); at++) {
      Path root = roots.get(at);
      if (roots.subList(0, at).contains(root)) {
        keys.wrong(Key.ROOTS, "\"" + root + "\" stands twice; once is right");
      } else {
        roots.stream()
            .filter(other -> root.startsWith(other) && !root.equals(other))
            .findFirst()
            .ifPresent(outer -> inside(root, outer));
      }
    }
    return keys.problems().size() == before ? List.copyOf(roots) : List.of();
  }

  private void inside(Path root, Path outer) {
    keys.wrong(
        Key.ROOTS,
        "\""
            + root
            + "\" lies inside \""
            + outer
            + "\", which is swept to any depth; leave it out");
  }

  /** Need not exist: mounts come and go. */
  private static Path root(String text) {
    Path root = FileNames.path(text);
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("a folder begins with /, such as /srv/pure/files");
    }
    return root.normalize();
  }

  private static Set<PosixFilePermission> permissions(String text) {
    Set<PosixFilePermission> permissions;
    try {
      permissions = PosixFilePermissions.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "permissions are nine letters as ls -l shows them, such as rw-r--r-- (not 0644)", e);
    }
    if (!permissions.containsAll(OWNER_READS_AND_WRITES)) {
      throw new IllegalArgumentException(
          "the owner, which is the server, must be able to read and write, such as rw-r--r--");
    }
    return permissions;
  }
}
