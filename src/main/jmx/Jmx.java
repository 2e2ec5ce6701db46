import com.sun.tools.attach.VirtualMachine;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Scangate's JMX on the command line, without a desktop and without an open port: as the account
 * that runs the server, with a JDK 17 or later,
 *
 * <pre>
 * java Jmx.java PID                                     all that there is
 * java Jmx.java PID type=Scanner,name=clamd Ready       one attribute, or several
 * java Jmx.java PID type=Sweep,store=local pause        an operation, or several
 * java Jmx.java PID type=Sweep,store=local vouch=anna,true    one with arguments
 * </pre>
 */
class Jmx {

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println(
          "java Jmx.java PID [BEAN [ATTRIBUTE or OPERATION] ...]; jps -l lists PIDs");
      System.exit(2);
    }
    String which = args.length > 1 ? args[1] : "*";
    List<String> wanted = Arrays.asList(args).subList(Math.min(2, args.length), args.length);
    Set<String> missing = new TreeSet<>(wanted);
    VirtualMachine server = VirtualMachine.attach(args[0]);
    try (JMXConnector connector =
        JMXConnectorFactory.connect(new JMXServiceURL(server.startLocalManagementAgent()))) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      Set<ObjectName> found =
          new TreeSet<>(beans.queryNames(new ObjectName("org.scangate:" + which), null));
      for (ObjectName bean : found) {
        System.out.println(bean);
        invoke(beans, bean, wanted, missing);
        show(beans, bean, wanted, missing);
      }
      if (found.isEmpty()) {
        System.err.println("there is no org.scangate:" + which + " in process " + args[0]);
        System.exit(1);
      }
      if (!missing.isEmpty()) {
        System.err.println("there is no " + String.join(" and no ", missing));
        System.exit(1);
      }
    } finally {
      server.detach();
    }
  }

  private static void invoke(
      MBeanServerConnection beans, ObjectName bean, List<String> wanted, Set<String> missing)
      throws Exception {
    for (MBeanOperationInfo operation : beans.getMBeanInfo(bean).getOperations()) {
      for (String one : wanted) {
        String[] words = one.split("=", 2);
        String[] arguments = words.length == 2 ? words[1].split(",", -1) : new String[0];
        MBeanParameterInfo[] parameters = operation.getSignature();
        if (words[0].equals(operation.getName()) && arguments.length == parameters.length) {
          Object said = invoke(beans, bean, operation, arguments);
          System.out.println("  " + one + ": done" + (said == null ? "" : "; " + said));
          missing.remove(one);
        }
      }
    }
  }

  private static Object invoke(
      MBeanServerConnection beans,
      ObjectName bean,
      MBeanOperationInfo operation,
      String[] arguments)
      throws Exception {
    Object[] values = new Object[arguments.length];
    String[] types = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      types[i] = operation.getSignature()[i].getType();
      values[i] = types[i].equals("boolean") ? Boolean.valueOf(arguments[i]) : arguments[i];
    }
    return beans.invoke(bean, operation.getName(), values, types);
  }

  private static void show(
      MBeanServerConnection beans, ObjectName bean, List<String> wanted, Set<String> missing)
      throws Exception {
    for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
      if (wanted.isEmpty() || wanted.contains(attribute.getName())) {
        missing.remove(attribute.getName());
        Object value = beans.getAttribute(bean, attribute.getName());
        System.out.println("  " + attribute.getName() + "=" + text(value));
      }
    }
  }

  private static String text(Object value) {
    if (value instanceof Object[] several) {
      return Stream.of(several).map(Jmx::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof TabularData table) {
      return table.values().stream()
          .map(row -> ((CompositeData) row).get("key") + " " + ((CompositeData) row).get("value"))
          .collect(Collectors.joining(", "));
    }
    if (value instanceof CompositeData one) {
      return one.getCompositeType().keySet().stream()
          .map(key -> key + "=" + text(one.get(key)))
          .collect(Collectors.joining(" "));
    }
    return String.valueOf(value);
  }
}
