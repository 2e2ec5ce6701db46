package org.scangate.testing.s3;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.robothy.netty.initializer.HttpServerInitializer;
import com.robothy.netty.router.Router;
import com.robothy.s3.core.service.BucketService;
import com.robothy.s3.core.service.ObjectService;
import com.robothy.s3.core.service.manager.LocalS3Manager;
import com.robothy.s3.core.service.manager.vectors.LocalS3VectorsManager;
import com.robothy.s3.core.service.s3vectors.S3VectorsService;
import com.robothy.s3.rest.handler.LocalS3RouterFactory;
import com.robothy.s3.rest.service.DefaultServiceFactory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * LocalS3 2.4 within this JVM, up in a second. It is bound here and not by its own start method,
 * which listens on every interface.
 *
 * <p>Otherwise than AWS:
 *
 * <ul>
 *   <li>any key is let in; {@code If-Match} and {@code If-None-Match} are ignored, in GET and PUT;
 *   <li>any tags are accepted, eleven or too long ones too, but an empty set can't be read again
 *       (500); tags in the header of a PUT are not decoded;
 *   <li>{@code encoding-type=url} is right, except that the start key is repeated as it is;
 *   <li>keys are in the order of UTF-16, not of UTF-8;
 *   <li>ETags have no quotes; a GET has no {@code Last-Modified}, a HEAD no {@code
 *       x-amz-tagging-count} (a GET has it), an error no {@code Date}, a deleted object no {@code
 *       x-amz-delete-marker}; the tags of a deleted object are a 405, a version asked for in a
 *       bucket without versions a 400;
 *   <li>a body is held in memory, several times: not for more than some 100 MB.
 * </ul>
 */
public final class LocalS3 implements S3Server {
  private static final int THREADS = 8;
  private static final String VERSION = "x-amz-version-id";
  private static final String TOKEN = "<NextContinuationToken>";
  private static final String KEY = "<Key>";
  private static final Pattern TOKEN_ASKED = Pattern.compile("continuation-token=([^&]*)");
  private static final Logger LOG = Logger.getLogger("com.robothy");

  static {
    LOG.setLevel(Level.WARNING); // two lines for each request otherwise
  }

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          2, new DefaultThreadFactory("local-s3", true), NioIoHandler.newFactory());
  private final EventExecutorGroup workers =
      new DefaultEventExecutorGroup(THREADS, new DefaultThreadFactory("local-s3-work", true));
  private final Channel channel;
  private final S3Client client;

  private LocalS3(LocalS3Manager manager) {
    channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline(workers, router(manager)))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    client = client(endpoint());
  }

  /** A server that forgets all when it is closed. */
  public static LocalS3 inMemory() {
    return new LocalS3(LocalS3Manager.createInMemoryS3Manager());
  }

  /** A server that keeps its objects in a folder and finds them there again. */
  public static LocalS3 in(Path folder) {
    return new LocalS3(LocalS3Manager.createFileSystemS3Manager(folder));
  }

  /** One at a time: its factory keeps what is registered in a static field. */
  private static Router router(LocalS3Manager manager) {
    synchronized (LocalS3.class) {
      DefaultServiceFactory services = new DefaultServiceFactory();
      BucketService buckets = manager.bucketService();
      ObjectService objects = manager.objectService();
      S3VectorsService vectors = LocalS3VectorsManager.createInMemory().s3VectorsService();
      XmlMapper xml = new XmlMapper();
      xml.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
      xml.registerModules(new Jdk8Module(), new JavaTimeModule());
      ObjectMapper json = new ObjectMapper();
      services.register(BucketService.class, () -> buckets);
      services.register(ObjectService.class, () -> objects);
      services.register(S3VectorsService.class, () -> vectors);
      services.register(XmlMapper.class, () -> xml);
      services.register(ObjectMapper.class, () -> json);
      return LocalS3RouterFactory.create(services);
    }
  }

  /**
   * Its own, with mistakes put right. Its continuation tokens skip keys that begin with the last
   * one, and with {@code encoding-type=url} lead in circles; its {@code start-after} is right.
   */
  private static final class Pipeline extends HttpServerInitializer {
    Pipeline(EventExecutorGroup workers, Router router) {
      super(workers, router);
    }

    @Override
    protected void initChannel(SocketChannel channel) throws Exception {
      super.initChannel(channel);
      channel.pipeline().addAfter("http-request-decoder", "tokens", new TokensAreKeys());
      channel.pipeline().addAfter("http-response-encoder", "corrections", new Corrections());
    }
  }

  private static final class TokensAreKeys extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      if (message instanceof HttpRequest request) {
        Matcher token = TOKEN_ASKED.matcher(request.uri());
        if (token.find()) {
          String key = URLDecoder.decode(token.group(1), StandardCharsets.UTF_8);
          request.setUri(token.replaceFirst("start-after=" + Matcher.quoteReplacement(key)));
        }
      }
      super.channelRead(context, message);
    }
  }

  private static final class Corrections extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof FullHttpResponse answer) {
        FullHttpResponse response = withTokenThatIsAKey(answer);
        int length = response.content().readableBytes();
        if (length > 0) { // it counts characters; none: of a HEAD
          response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        if (response.headers().contains(VERSION, "null", true)) { // of a bucket without versions
          response.headers().remove(VERSION);
        }
        super.write(context, response, promise);
      } else {
        super.write(context, message, promise);
      }
    }

    /** The last key, percent-encoded as the listing has it. */
    private static FullHttpResponse withTokenThatIsAKey(FullHttpResponse answer) {
      String body = answer.content().toString(StandardCharsets.UTF_8);
      int begin = body.indexOf(TOKEN);
      if (begin < 0) {
        return answer;
      }
      begin += TOKEN.length();
      int key = body.lastIndexOf(KEY) + KEY.length();
      String right =
          body.substring(0, begin)
              + body.substring(key, body.indexOf('<', key))
              + body.substring(body.indexOf('<', begin));
      answer.release();
      return answer.replace(Unpooled.copiedBuffer(right, StandardCharsets.UTF_8));
    }
  }

  @Override
  public URI endpoint() {
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public String accessKey() {
    return "local";
  }

  @Override
  public String secretKey() {
    return "local-secret";
  }

  @Override
  public String region() {
    return "us-east-1";
  }

  @Override
  public String name() {
    return "LocalS3";
  }

  @Override
  public S3Client client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    channel.close().syncUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    workers.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
