package org.scangate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scangate.pure.sweep.SweepMXBean;
import org.scangate.scan.report.ScannerMXBean;
import org.scangate.watch.canary.CanariesMXBean;
import org.scangate.watch.silence.SilenceMXBean;

/** The commands of the page on JMX, run against this JVM, and what the reference says of JMX. */
class JmxProgramTest {

  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Pattern MARKED =
      Pattern.compile("<!-- run by: JmxProgramTest -->\n```sh\n(.*?)```", Pattern.DOTALL);
  private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();
  private static final List<String> CALLED = new CopyOnWriteArrayList<>();
  private static final List<ObjectName> NAMES = new ArrayList<>();

  @BeforeAll
  static void register() throws JMException {
    register("type=Scanner,name=clamd", ScannerMXBean.class);
    register("type=Sweep,store=local", SweepMXBean.class);
    register("type=Canaries", CanariesMXBean.class);
    register("type=Silence", SilenceMXBean.class);
  }

  private static <T> void register(String name, Class<T> type) throws JMException {
    Object bean =
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answer(method));
    ObjectName whole = new ObjectName("org.scangate:" + name);
    MBEANS.registerMBean(new StandardMBean(type.cast(bean), type, true), whole);
    NAMES.add(whole);
  }

  private static Object answer(Method method) {
    CALLED.add(method.getName());
    Class<?> type = method.getReturnType();
    if (type == boolean.class) {
      return true;
    }
    if (type == List.class) {
      boolean texts = method.getGenericReturnType().getTypeName().contains("String");
      return texts ? List.of("first", "second") : List.of();
    }
    if (type == Map.class) {
      String values = method.getGenericReturnType().getTypeName();
      if (values.endsWith("String>")) {
        return new TreeMap<>(Map.of("moodle", "OK"));
      }
      if (values.endsWith("Long>")) {
        return new TreeMap<>(Map.of("local", 7L));
      }
      return new TreeMap<>(Map.of("all", 16, "changes", 1));
    }
    if (type == double.class) {
      return 1.5;
    }
    if (type == int.class) {
      return 7;
    }
    return type == long.class ? 7L : type == String.class ? "text" : null;
  }

  @AfterAll
  static void unregister() throws JMException {
    for (ObjectName name : NAMES) {
      MBEANS.unregisterMBean(name);
    }
  }

  static Stream<String> commandsOfThePage() throws IOException {
    String page = Files.readString(PAGES.resolve("operate/jmx.md"));
    return MARKED.matcher(page).results().flatMap(block -> block.group(1).lines());
  }

  @ParameterizedTest
  @MethodSource("commandsOfThePage")
  void aCommandOfThePageShowsWhatItAsksFor(String command) throws Exception {
    CALLED.clear();
    List<String> words = Arrays.asList(command.split(" "));
    assertEquals(List.of("java", "Jmx.java", "4711"), words.subList(0, 3));
    String output = run(words.subList(3, words.size()), 0);
    String bean = words.size() > 3 ? words.get(3) : "type=Scanner,name=clamd";
    assertTrue(output.contains("org.scangate:" + bean), output);
    for (String asked : words.subList(Math.min(4, words.size()), words.size())) {
      boolean operation = Character.isLowerCase(asked.charAt(0));
      assertTrue(output.contains("  " + asked + (operation ? ": done" : "=")), output);
      assertEquals(operation, CALLED.contains(asked.split("=", 2)[0]), asked);
    }
  }

  @Test
  void thePageHasCommands() throws IOException {
    assertTrue(commandsOfThePage().count() > 5, "blocks that are run");
  }

  @Test
  void severalBeansAndSeveralValuesAreShownAndWhatIsNotThereIsSaid() throws Exception {
    String all = run(List.of("type=*,*"), 0);
    assertTrue(all.contains("type=Sweep,store=local") && all.contains("ProvenLimit=7"), all);
    assertTrue(all.contains("Advice=[first, second]"), all);
    assertTrue(all.contains("Waiting=all 16, changes 1"), all);
    assertTrue(run(List.of("type=Nothing"), 1).contains("there is no org.scangate:type=Nothing"));
    assertTrue(run(List.of("type=Sweep,*", "Nothing"), 1).contains("there is no Nothing"));
  }

  @Test
  void theReferenceNamesEveryAttributeAndOperation() throws IOException {
    String page = Files.readString(PAGES.resolve("reference/jmx.md"));
    List<Class<?>> beans =
        List.of(ScannerMXBean.class, SweepMXBean.class, CanariesMXBean.class, SilenceMXBean.class);
    for (Class<?> bean : beans) {
      for (Method method : bean.getMethods()) {
        String name = method.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
        assertTrue(page.contains("\n| `" + name + "` |"), name);
      }
    }
  }

  private static String run(List<String> arguments, int exit) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("src/main/jmx/Jmx.java");
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.addAll(arguments);
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(program.getInputStream().readAllBytes(), UTF_8);
    assertEquals(exit, program.waitFor(), output);
    return output;
  }
}
