package org.scangate.watch.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.scangate.pure.sweep.SweepMXBean;
import org.scangate.pure.sweep.SweepStatus;
import org.scangate.pure.sweep.SweepView;
import org.scangate.watch.check.BucketCheck.BucketSight;
import org.scangate.watch.check.DeadLetterCheck.QueueSight;

/** What is made of what was seen of stores. */
class StoreChecksTest {

  private static final String API = "https://av.example.org/scangate/api/v1";
  private static final String WAITS = "getOldestWaitingSeconds";

  @Test
  void whatASweepMeetsIsTold() {
    assertEquals(CheckState.OK, look(sweep("idle", "", 0, 100)).state());
    CheckResult moved = look(sweep("idle", "", 417, 0));
    assertEquals(CheckState.WARNING, moved.state());
    assertTrue(moved.sentence().contains("417 files were moved"), moved.sentence());
    assertTrue(moved.command().endsWith(API + "/sweeps/local/scan-moved"), moved.command());
    CheckResult orphans = look(sweep("idle", "", 0, 101));
    assertEquals(CheckState.WARNING, orphans.state());
    assertTrue(orphans.sentence().contains("101 verdicts have no file"), orphans.sentence());
    assertTrue(look(sweep("paused", "", 0, 0)).sentence().contains("is paused"));
    CheckResult problem = look(sweep("idle", "a folder cannot be read", 0, 0));
    assertTrue(problem.sentence().contains("a folder cannot be read"), problem.sentence());
    CheckResult stuck =
        look(sweep("idle", "", Map.of("getMoved", 0L, "getOrphans", 0L, WAITS, 3_700.0)));
    assertTrue(stuck.sentence().contains("it is stuck"), stuck.sentence());
    SweepCheck none = new SweepCheck("local", List::of, () -> 100, API);
    assertEquals(CheckState.NOT_APPLICABLE, none.look().state());
  }

  private static CheckResult look(SweepView sweep) {
    return new SweepCheck("local", () -> List.of(sweep), () -> 100, API).look();
  }

  private static SweepView sweep(String state, String problem, long moved, long orphans) {
    return sweep(state, problem, Map.of("getMoved", moved, "getOrphans", orphans, WAITS, 0.0));
  }

  private static SweepView sweep(String state, String problem, Map<String, ?> figures) {
    SweepMXBean bean =
        (SweepMXBean)
            Proxy.newProxyInstance(
                SweepMXBean.class.getClassLoader(),
                new Class<?>[] {SweepMXBean.class},
                (proxy, method, arguments) -> figures.get(method.getName()));
    return new SweepView(new SweepStatus("local", state, problem, Optional.empty()), bean);
  }

  @Test
  void whatIsRefusedInABucketIsAnError() {
    assertEquals(CheckState.OK, look(new BucketSight(List.of(), false, "off")).state());
    assertEquals(CheckState.WARNING, look(new BucketSight(List.of(), true, "off")).state());
    CheckResult refused = look(new BucketSight(List.of("s3:GetObject was refused"), false, "off"));
    assertEquals(CheckState.ERROR, refused.state());
    assertEquals("In s3://pure/a: s3:GetObject was refused", refused.sentence());
    assertEquals("off", refused.details().get("versioning"));
  }

  private static CheckResult look(BucketSight seen) {
    return new BucketCheck("pure/a", () -> seen).look();
  }

  @Test
  void deadLettersAreAWarning() {
    assertEquals(CheckState.NOT_APPLICABLE, look(Optional.empty()).state());
    assertEquals(CheckState.OK, look(Optional.of(queue(OptionalLong.of(0)))).state());
    CheckResult dead = look(Optional.of(queue(OptionalLong.of(3))));
    assertEquals(CheckState.WARNING, dead.state());
    assertTrue(dead.sentence().startsWith("3 messages"), dead.sentence());
    assertEquals(CheckState.WARNING, look(Optional.of(queue(OptionalLong.empty()))).state());
    QueueSight silent = new QueueSight(Optional.of("AccessDenied"), OptionalLong.empty());
    assertEquals(CheckState.NOT_APPLICABLE, look(Optional.of(silent)).state());
  }

  private static QueueSight queue(OptionalLong dead) {
    return new QueueSight(Optional.empty(), dead);
  }

  private static CheckResult look(Optional<QueueSight> queue) {
    return new DeadLetterCheck(() -> queue).look();
  }
}
