package org.scangate.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** The API for stores: how each one's sweep is, and what can be done to it. */
@Path("api/v1/sweeps")
@Operators
@ApplicationScoped
public class SweepResource {

  @Inject private ConsoleParts parts;

  /** Of the stores that are configured now. */
  @GET
  public Response all(@Context UriInfo uri) {
    return ApiAct.answer(
        "",
        () -> {
          ApiCall.Nothing.of(new ApiParameters(uri.getQueryParameters()));
          return JournalAnswer.of(200, SweepJson.all(parts.sweeps().views()));
        });
  }

  @POST
  @Path("{store}/pause")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response pause(@PathParam("store") String store, InputStream body) {
    return answer(StoreCall.PAUSE, store, body);
  }

  @POST
  @Path("{store}/resume")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response resume(@PathParam("store") String store, InputStream body) {
    return answer(StoreCall.RESUME, store, body);
  }

  @POST
  @Path("{store}/sweep-now")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response sweepNow(@PathParam("store") String store, InputStream body) {
    return answer(StoreCall.SWEEP_NOW, store, body);
  }

  @POST
  @Path("{store}/rescan")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response rescan(@PathParam("store") String store, InputStream body) {
    return answer(StoreCall.RESCAN, store, body);
  }

  @POST
  @Path("{store}/vouch")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response vouch(@PathParam("store") String store, InputStream body) {
    return answer(StoreCall.VOUCH, store, body);
  }

  @POST
  @Path("{store}/scan-moved")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response scanMoved(@PathParam("store") String store, InputStream body) {
    return answer(StoreCall.SCAN_MOVED, store, body);
  }

  @POST
  @Path("{store}/withdraw")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response withdraw(@PathParam("store") String store, InputStream body) {
    return answer(StoreCall.WITHDRAW, store, body);
  }

  private Response answer(StoreCall call, String store, InputStream body) {
    return ApiAct.answer(
        "",
        () ->
            call.run(parts.storeActs(), store, body)
                .map(done -> JournalAnswer.of(200, done))
                .orElseGet(() -> JournalAnswer.error(404, "no such store is configured")));
  }
}
