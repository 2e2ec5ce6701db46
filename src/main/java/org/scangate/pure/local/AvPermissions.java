package org.scangate.pure.local;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystems;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rights and group of each verdict, by the settings as they are now. */
final class AvPermissions {

  private static final Logger LOG = System.getLogger("org.scangate.pure.local");

  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private volatile Wanted wanted = new Wanted(Set.of(), Optional.empty(), null, rights(OWNERS));
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param groupName as configured
   * @param group null: there is no such group, or none is configured
   * @param first what a file is created with
   */
  private record Wanted(
      Set<PosixFilePermission> permissions,
      Optional<String> groupName,
      GroupPrincipal group,
      FileAttribute<Set<PosixFilePermission>> first) {}

  /**
   * A walk begins. Never called by two at the same time.
   *
   * @param tell whether what still does not work is told once more
   */
  void use(LocalSettings settings, boolean tell) {
    if (tell) {
      told.set(false);
    }
    GroupPrincipal group =
        wanted.group() == null || !wanted.groupName().equals(settings.group())
            ? settings.group().map(this::lookUp).orElse(null)
            : wanted.group();
    Set<PosixFilePermission> first = EnumSet.copyOf(OWNERS);
    if (settings.group().isEmpty()) {
      first.addAll(settings.permissions());
    }
    wanted = new Wanted(settings.permissions(), settings.group(), group, rights(first));
  }

  /**
   * What a verdict is created with, under its temporary name: the rights that it shall have in the
   * end, so that no more need be done where the process's umask leaves them as they are. Where it
   * shall get another group, those of its owner alone: what is meant for that group is nothing for
   * the one that it is created with. Its owner may always read it, as it takes to date it.
   */
  FileAttribute<Set<PosixFilePermission>> first() {
    return wanted.first();
  }

  private static FileAttribute<Set<PosixFilePermission>> rights(Set<PosixFilePermission> all) {
    return PosixFilePermissions.asFileAttribute(all);
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
