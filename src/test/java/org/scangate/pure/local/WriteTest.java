package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictFreshness;

/** What others see while a verdict is written, and what is left when it cannot be. */
@Timeout(60)
class WriteTest {

  private static final String GROUP = "daemon";
  private static final int ROUNDS = 1500;

  @TempDir Path root;

  @Test
  void nobodyEverSeesHalfAVerdictOrOneWithOtherRights() throws Exception {
    try (LocalStoreFixture rig = new LocalStoreFixture(root, false)) {
      boolean grouped = mayGiveAway(rig.write("ab/x.bin", "content"));
      rig.permissions("rw-r-----");
      if (grouped) {
        rig.group(GROUP);
      }
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Long> reader =
          CompletableFuture.supplyAsync(() -> read(rig.path("ab/x.av"), grouped, enough));
      rig.walk(
          Scope.ALL,
          file -> {
            for (int i = 0; i < ROUNDS && !reader.isDone(); i++) {
              Status status = i % 2 == 0 ? Status.OK : Status.UNSCANNED;
              assertTrue(file.publish(LocalStoreFixture.verdict(status)));
            }
          });
      enough.set(true);
      assertTrue(reader.get() > 50, "it must have looked often");
      assertEquals(List.of("x.av", "x.bin"), rig.names("ab"));
    }
  }

  /** Reads as fast as it can. */
  private static long read(Path verdict, boolean grouped, AtomicBoolean enough) {
    byte[] ok = AvJson.write(LocalStoreFixture.verdict(Status.OK));
    byte[] unscanned = AvJson.write(LocalStoreFixture.verdict(Status.UNSCANNED));
    long count = 0;
    try {
      while (!enough.get()) {
        try {
          PosixFileAttributes attributes =
              Files.readAttributes(verdict, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          assertEquals("rw-r-----", PosixFilePermissions.toString(attributes.permissions()));
          if (grouped) {
            assertEquals(GROUP, attributes.group().getName());
          }
          byte[] content = Files.readAllBytes(verdict);
          assertTrue(
              Arrays.equals(ok, content) || Arrays.equals(unscanned, content),
              () -> "half a verdict: " + new String(content, StandardCharsets.UTF_8));
          count++;
        } catch (NoSuchFileException e) {
          assertEquals(0, count, "it was there before");
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return count;
  }

  @Test
  void aGroupThatIsNoneDoesNotKeepVerdictsBack() throws Exception {
    try (LocalStoreFixture rig = new LocalStoreFixture(root, false)) {
      rig.write("ab/x.bin", "content");
      rig.group("no such group");
      assertEquals(List.of(), rig.publishAll(Status.OK).failures());
      assertEquals(Map.of("x.bin", VerdictFreshness.CURRENT), rig.walk(Scope.ALL).seen());
    }
  }

  @Test
  void onAFullDiskWhatWasThereStays(@TempDir Path disk) throws Exception {
    assumeTrue(Special.mountSmall(disk), "only root can mount a small disk");
    try (LocalStoreFixture rig = new LocalStoreFixture(disk, false)) {
      rig.write("ab/x.bin", "content");
      rig.write("ab/y.bin", "content");
      rig.tick();
      rig.walk(
          Scope.ALL,
          file -> {
            if (file.place().endsWith("x.bin")) {
              file.publish(LocalStoreFixture.verdict(Status.OK));
            }
          });
      fill(rig.path("filler"));
      Recorder walk =
          rig.walk(Scope.ALL, file -> file.publish(LocalStoreFixture.verdict(Status.FOUND)));
      assertEquals(2, walk.failures().size());
      for (String failure : walk.failures()) {
        assertTrue(failure.contains(".av cannot be written: No space left"), failure);
      }
      assertEquals(List.of("x.av", "x.bin", "y.bin"), rig.names("ab"));
      assertArrayEquals(
          AvJson.write(LocalStoreFixture.verdict(Status.OK)),
          Files.readAllBytes(rig.path("ab/x.av")));
      assertEquals(List.of(), rig.open());
      Files.delete(rig.path("filler"));
      assertEquals(List.of(), rig.publishAll(Status.OK).failures());
      assertEquals(
          Set.of(VerdictFreshness.CURRENT), Set.copyOf(rig.walk(Scope.ALL).seen().values()));
    } finally {
      Special.unmount(disk);
    }
  }

  @Test
  void onAFullDiskAPendingVerdictLeavesNone(@TempDir Path disk) throws Exception {
    assumeTrue(Special.mountSmall(disk), "only root can mount a small disk");
    try (LocalStoreFixture rig = new LocalStoreFixture(disk, false)) {
      rig.write("ab/x.bin", "content");
      assertEquals(List.of(), rig.publishAll(Status.OK).failures());
      fill(rig.path("filler"));
      Recorder walk =
          rig.walk(Scope.ALL, file -> file.publish(LocalStoreFixture.verdict(Status.PENDING)));
      assertEquals(1, walk.failures().size(), walk.failures().toString());
      assertTrue(
          walk.failures().get(0).contains("x.av cannot be written: No space left"),
          walk.failures().get(0));
      assertEquals(List.of("x.bin"), rig.names("ab"));
      assertEquals(List.of(), rig.open());
    } finally {
      Special.unmount(disk);
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertTrue(e.getMessage().contains("No space"), e.getMessage());
    }
  }

  private static boolean mayGiveAway(Path file) {
    return Special.ran("chgrp", GROUP, file.toString());
  }
}
