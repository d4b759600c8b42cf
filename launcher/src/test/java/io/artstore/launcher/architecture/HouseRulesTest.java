package io.artstore.launcher.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The plan of the house, checked. Each rule says why it is one. */
@AnalyzeClasses(packages = "io.artstore", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule commonStandsAlone = noClasses()
            .that()
            .resideInAPackage("io.artstore.common..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.artstore.admin..", "io.artstore.storage..", "io.artstore.query..", "io.artstore.launcher..")
            .because("common is the ground under every module; ground that leans on a house moves with it");

    @ArchTest
    static final ArchRule adminKnowsNoOtherModule = knowsNone("admin", "storage", "query");

    @ArchTest
    static final ArchRule storageKnowsNoOtherModule = knowsNone("storage", "admin", "query");

    @ArchTest
    static final ArchRule queryKnowsNoOtherModule = knowsNone("query", "admin", "storage");

    @ArchTest
    static final ArchRule bordersDoNotReachPastTheService = noClasses()
            .that()
            .resideInAnyPackage("io.artstore.*.http..", "io.artstore.*.bus..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.artstore.*.repository..", "io.artstore.*.store..")
            .because("HTTP and bus must offer the same use case; one that reads tables itself offers another");

    @ArchTest
    static final ArchRule servicesKnowNoTransport = noClasses()
            .that()
            .resideInAPackage("io.artstore.*.service..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.ext.web.RoutingContext")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.core.eventbus.Message")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.core.json.JsonObject")
            .because("a service is called from HTTP, from the bus and from jobs; JSON is parsed once, at the border");

    @ArchTest
    static final ArchRule domainIsPlainJava = noClasses()
            .that()
            .resideInAPackage("io.artstore.*.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "com.fasterxml..", "java.sql..", "org.slf4j..")
            .because("rules of the domain outlive frameworks and are tested in milliseconds");

    @ArchTest
    static final ArchRule sqlStaysWithRepositories = noClasses()
            .that()
            .resideInAnyPackage("io.artstore.admin..", "io.artstore.storage..", "io.artstore.query..")
            .and()
            .resideOutsideOfPackage("io.artstore.*.repository..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.sqlclient.Tuple")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.sqlclient.Row")
            .because("who looks for a statement looks in one package");

    @ArchTest
    static final ArchRule jdbcIsForMigrationsAlone = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.artstore.admin..",
                    "io.artstore.storage..",
                    "io.artstore.query..",
                    "io.artstore.common.http..",
                    "io.artstore.common.security..",
                    "io.artstore.common.bootstrap..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.postgresql..", "liquibase..")
            .because("JDBC blocks; a blocked event loop stops every request of the process");

    @ArchTest
    static final ArchRule stateIsFinalInServicesAndHandlers = fields().that()
            .areDeclaredInClassesThat()
            .haveNameMatching(".*(Routes|Handler|Service|Repository|Endpoint)")
            .and()
            // Generated code, which nobody edits.
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("io.artstore.common.contract..")
            .and()
            .areNotStatic()
            .should(haveModifier(JavaModifier.FINAL))
            .because("a handler is shared by all requests; what changes in it belongs to one of them");

    @ArchTest
    static final ArchRule packagesHaveAMeaning = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..helper..", "..helpers..", "..manager..", "..impl..")
            .because("such a name says where code was put and not what it does");

    @ArchTest
    static final ArchRule contractsOwnTheirAddress = classes()
            .that()
            .resideInAPackage("io.artstore.common.contract..")
            .and()
            .areInterfaces()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .haveSimpleNameEndingWith("Api")
            .because("a bus contract is recognised by its name, and keeps its address beside its methods");

    private static ArchRule knowsNone(String module, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = "io.artstore." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("io.artstore." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("modules meet only in common.contract, so that each can run in a process of its own");
    }
}
