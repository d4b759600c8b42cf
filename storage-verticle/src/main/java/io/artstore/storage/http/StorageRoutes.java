package io.artstore.storage.http;

import static io.artstore.common.security.Permission.FILES_DELETE;
import static io.artstore.common.security.Permission.FILES_READ;
import static io.artstore.common.security.Permission.FILES_UPDATE;
import static io.artstore.common.security.Permission.FILES_UPLOAD;
import static io.artstore.common.security.Permission.STORAGE_MANAGE;

import io.artstore.common.audit.AuditType;
import io.artstore.common.http.ApiServer;
import io.artstore.common.http.Authentication;
import io.artstore.common.http.RequestAudit;
import io.artstore.common.security.DownloadScope;
import io.artstore.common.security.Permission;
import io.artstore.common.security.TokenVerifier;
import io.artstore.storage.service.CatalogueService;
import io.artstore.storage.service.DeletionService;
import io.artstore.storage.service.DownloadService;
import io.artstore.storage.service.EditService;
import io.artstore.storage.service.ElementInfoService;
import io.artstore.storage.service.IdempotentUploads;
import io.artstore.storage.service.ModeService;
import io.artstore.storage.service.RestoreService;
import io.artstore.storage.service.TrashService;
import io.artstore.storage.service.UploadService;
import io.artstore.storage.service.WalListService;
import io.artstore.storage.service.fixity.FixityService;
import io.artstore.storage.service.job.JobService;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** The routes of a storage element (checkpoint section 1); {@code openapi/storage.yaml} is their contract. */
public final class StorageRoutes {
    static final String FILES = "/api/v1/files";

    private static final String FIXITY = "/api/v1/fixity";
    private static final String FILE = FILES + "/:file_id";
    private static final String TRASH = "/api/v1/trash";
    private static final String TRANSACTIONS = "/api/v1/transactions";
    private static final String JOB = JobHandlers.JOBS + "/:job_id";

    private final TokenVerifier verifier;
    private final ElementInfoService info;
    private final ElementHandlers element;
    private final ModeHandler mode;
    private final UploadHandler upload;
    private final RawUploadHandler rawUpload;
    private final FileHandlers files;
    private final DownloadHandler download;
    private final JobHandlers jobs;
    private final FixityHandlers fixity;
    private final MaintenanceHandlers maintenance;
    private final WalHandler wal;
    private final TrashHandlers trash;

    /** What the routes call. */
    public record Services(
            UploadService uploads,
            IdempotentUploads idempotentUploads,
            CatalogueService catalogue,
            DownloadService downloads,
            EditService edits,
            DeletionService deletions,
            ElementInfoService element,
            ModeService modes,
            JobService jobs,
            FixityService fixity,
            WalListService wal,
            TrashService trash,
            RestoreService restores) {}

    public StorageRoutes(TokenVerifier verifier, Services services, String title, String version, Clock clock) {
        this.verifier = verifier;
        this.info = services.element();
        this.element = new ElementHandlers(services.element(), title, version, clock);
        this.mode = new ModeHandler(services.modes());
        UploadAnswers answers = new UploadAnswers(services.element());
        this.upload = new UploadHandler(services.uploads(), services.idempotentUploads(), answers);
        this.rawUpload = new RawUploadHandler(services.uploads(), services.idempotentUploads(), answers);
        this.files = new FileHandlers(services.catalogue(), services.edits(), services.deletions());
        this.download = new DownloadHandler(services.downloads());
        this.jobs = new JobHandlers(services.jobs());
        this.fixity = new FixityHandlers(services.fixity(), jobs);
        this.maintenance = new MaintenanceHandlers(jobs);
        this.wal = new WalHandler(services.wal());
        this.trash = new TrashHandlers(services.trash(), services.restores());
    }

    public void mount(ApiServer server) {
        Router router = server.router();
        router.get("/").handler(element::root);
        router.get("/api/v1/info").handler(element::info);
        router.get("/api/v1/capacity").handler(element::capacity);
        router.put("/api/v1/mode")
                .handler(require(STORAGE_MANAGE))
                .handler(server.bodies().json())
                .handler(mode);
        router.post(FILES + "/upload").handler(require(FILES_UPLOAD)).handler(upload);
        router.get(FILES).handler(require(FILES_READ)).handler(files::list);
        router.get(FILE).handler(require(FILES_READ)).handler(files::metadata);
        router.get(FILE + "/attributes").handler(require(FILES_READ)).handler(files::attributes);
        router.get(FILE + "/download")
                .handler(Authentication.requireOrTicket(verifier, FILES_READ, this::downloadScope))
                .handler(RequestAudit.read(AuditType.FILE_DOWNLOAD, "file_id"))
                .handler(download);
        router.put(FILE).handler(require(FILES_UPLOAD)).handler(rawUpload);
        router.patch(FILE)
                .handler(require(FILES_UPDATE))
                .handler(server.bodies().jsonOrMergePatch())
                .handler(files::edit);
        router.delete(FILE).handler(require(FILES_DELETE)).handler(files::delete);
        router.get(TRASH).handler(require(FILES_DELETE)).handler(trash::list);
        router.post(TRASH + "/:file_id/restore").handler(require(FILES_DELETE)).handler(trash::restore);
        mountMaintenance(server, router);
    }

    private void mountMaintenance(ApiServer server, Router router) {
        Handler<RoutingContext> operator = require(STORAGE_MANAGE);
        router.post("/api/v1/cache/verify").handler(operator).handler(maintenance::verify);
        router.post("/api/v1/cache/rebuild").handler(operator).handler(maintenance::rebuild);
        router.post(TRANSACTIONS + "/reconcile")
                .handler(operator)
                .handler(server.bodies().json())
                .handler(maintenance::reconcile);
        router.get(TRANSACTIONS + "/wal").handler(operator).handler(wal);
        router.get(FILE + "/fixity").handler(require(FILES_READ)).handler(fixity::document);
        router.post(FILE + "/fixity").handler(operator).handler(fixity::verify);
        router.get(FIXITY).handler(operator).handler(fixity::overview);
        router.get(FIXITY + "/damaged").handler(operator).handler(fixity::damaged);
        router.post(FIXITY + "/scrub").handler(operator).handler(fixity::scrub);
        router.get(JobHandlers.JOBS).handler(operator).handler(jobs::list);
        router.get(JOB).handler(operator).handler(jobs::job);
        router.get(JOB + "/findings").handler(operator).handler(jobs::findings);
        router.post(JOB + "/cancel").handler(operator).handler(jobs::cancel);
        router.post(JOB + "/pause").handler(operator).handler(jobs::pause);
        router.post(JOB + "/resume").handler(operator).handler(jobs::resume);
    }

    private DownloadScope downloadScope(RoutingContext ctx) {
        return new DownloadScope(
                info.info().elementId(), FileHandlers.fileId(ctx).toString());
    }

    private Handler<RoutingContext> require(Permission permission) {
        return Authentication.require(verifier, permission);
    }
}
