package org.scangate.watch.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One root of the local store: mounted, readable, and a verdict could be put there that Pure's
 * group can read.
 *
 * @param rights as they are configured now
 */
public record LocalRootCheck(Path root, MountTable mounts, Supplier<AvRights> rights)
    implements Check {

  /** So that its folder is not listed again and again for our own trial. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private static final String PAGE = "connect/pure-local.html";

  /** Nothing to type: to write onto a damaged file system would be worse. */
  private static final String READ_ONLY =
      ". Either the server's unit keeps it from writing there (ReadWritePaths=), or it was mounted"
          + " so, or the kernel has found it damaged (dmesg)";

  /**
   * What each {@code .av} is given.
   *
   * @param write false: nothing may be written (a dry run)
   * @param group empty: the one that the folder gives it
   */
  public record AvRights(
      boolean write, Set<PosixFilePermission> permissions, Optional<String> group) {}

  @Override
  public String name() {
    return "local-root:" + root;
  }

  @Override
  public CheckSchedule schedule() {
    return CheckSchedule.every(PAUSE);
  }

  @Override
  public CheckResult look() {
    Optional<Path> missing = mounts.missing(root);
    if (missing.isPresent()) {
      return CheckResult.error(
              "Nothing is mounted at " + missing.get() + ", although /etc/fstab says so.")
          .mendedBy("mount " + ShellWord.of(missing.get().toString()))
          .explainedBy(PAGE);
    }
    CheckResult result;
    try {
      result = isEmpty() ? empty() : CheckResult.ok("Files can be read, and verdicts written.");
    } catch (NoSuchFileException | NotDirectoryException e) {
      result = CheckResult.error("There is no folder " + root + ": is the store mounted?");
    } catch (IOException e) {
      result =
          CheckResult.error("The folder " + root + " cannot be read: " + why(e)).mendedBy(mend(e));
    }
    if (result.state() != CheckState.ERROR && rights.get().write()) {
      result = written().orElse(result);
    }
    return result.explainedBy(PAGE);
  }

  private boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      return !entries.iterator().hasNext();
    }
  }

  private CheckResult empty() {
    return CheckResult.warning(
        "The folder " + root + " is empty: is the store mounted? All that lies in it is seen.");
  }

  /** What is wrong with writing; empty: nothing. By names that a sweep knows and clears away. */
  private Optional<CheckResult> written() {
    String trial = ".scangate-check-" + UUID.randomUUID();
    Path first = root.resolve(trial + "-1.tmp");
    Path second = root.resolve(trial + "-2.tmp");
    try {
      Files.write(first, "trial".getBytes(US_ASCII), StandardOpenOption.CREATE_NEW);
      Optional<CheckResult> unreadable = given(first);
      Files.move(first, second);
      return unreadable;
    } catch (IOException e) {
      return Optional.of(
          CheckResult.error("No verdict can be written in " + root + ": " + why(e))
              .mendedBy(mend(e)));
    } finally {
      delete(first);
      delete(second);
    }
  }

  private Optional<CheckResult> given(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return Optional.empty();
    }
    AvRights wanted = rights.get();
    view.setPermissions(wanted.permissions());
    if (wanted.group().isPresent()) {
      Optional<CheckResult> not = grouped(view, wanted.group().get());
      if (not.isPresent()) {
        return not;
      }
    }
    PosixFileAttributes now = view.readAttributes();
    return now.permissions().contains(PosixFilePermission.GROUP_READ)
        ? Optional.empty()
        : Optional.of(
            CheckResult.error(
                "Verdicts cannot be read by the group "
                    + now.group().getName()
                    + ", so perhaps not by Pure: scangate.pure.av-permissions must let it, as"
                    + " rw-r--r-- or rw-r----- do"));
  }

  private Optional<CheckResult> grouped(PosixFileAttributeView view, String group) {
    try {
      view.setGroup(
          root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          CheckResult.error(
                  "Verdicts do not get the group of scangate.pure.av-group="
                      + group
                      + ", so Pure may not be able to read them: "
                      + why(e)
                      + ". The server's account must be a member of it; restart the server then.")
              .mendedBy("usermod -aG " + ShellWord.of(group) + " " + account()));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // as a crash would leave it: a walk through everything clears it
    }
  }

  private String mend(IOException e) {
    return e instanceof AccessDeniedException ? acl() : "";
  }

  private String acl() {
    return "setfacl -m u:%s:rwx,d:u:%s:rwX %s"
        .formatted(account(), account(), ShellWord.of(root.toString()));
  }

  private static String account() {
    return ShellWord.of(System.getProperty("user.name"));
  }

  private static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    boolean readOnly = String.valueOf(e.getMessage()).contains("Read-only");
    return e + (readOnly ? READ_ONLY : "");
  }
}
