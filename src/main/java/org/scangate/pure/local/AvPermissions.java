package org.scangate.pure.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rights and group of each verdict, by the settings as they are now. */
final class AvPermissions {

  private static final Logger LOG = System.getLogger("org.scangate.pure.local");

  private volatile Wanted wanted = new Wanted(Set.of(), Optional.empty(), null);
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param groupName as configured
   * @param group null: there is no such group, or none is configured
   */
  private record Wanted(
      Set<PosixFilePermission> permissions, Optional<String> groupName, GroupPrincipal group) {}

  /**
   * A walk begins.
   *
   * @param tell whether what still does not work is told once more
   */
  void use(LocalSettings settings, boolean tell) {
    if (tell) {
      told.set(false);
    }
    if (wanted.group() == null || !wanted.groupName().equals(settings.group())) {
      GroupPrincipal group = settings.group().map(this::lookUp).orElse(null);
      wanted = new Wanted(settings.permissions(), settings.group(), group);
    } else {
      wanted = new Wanted(settings.permissions(), settings.group(), wanted.group());
    }
  }

  /**
   * Before anybody can see the file under its name.
   *
   * @param created its attributes as it was created
   */
  void give(BasicFileAttributeView view, BasicFileAttributes created) throws IOException {
    if (view instanceof PosixFileAttributeView posix
        && created instanceof PosixFileAttributes before) {
      Wanted now = wanted;
      if (now.group() != null) {
        setGroup(posix, before, now.group());
      }
      if (!before.permissions().equals(now.permissions())) {
        posix.setPermissions(now.permissions());
      }
    }
  }

  /** Without a look at which it has: to look up that group takes longer. */
  private void setGroup(
      PosixFileAttributeView view, PosixFileAttributes before, GroupPrincipal group) {
    try {
      view.setGroup(group);
    } catch (IOException e) {
      if (!group.equals(before.group())) {
        warn(group.getName(), FileErrors.of(e));
      }
    }
  }

  private GroupPrincipal lookUp(String name) {
    try {
      return FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByGroupName(name);
    } catch (IOException | UnsupportedOperationException e) {
      warn(name, "this machine knows no such group");
      return null;
    }
  }

  private void warn(String group, String why) {
    if (told.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "Verdicts do not get the group of scangate.pure.av-group={0}: {1}. The server''s account"
              + " must be a member of it",
          group,
          why);
    }
  }
}
