# azdrill: make targets wrap Maven and the executable jar; `make help` lists them.
MVN  ?= mvn
JAR  := target/azdrill.jar
ARGS ?=
PREFIX ?= target/installed

.DEFAULT_GOAL := help
.PHONY: help drill verify long crash-points timings stability fuzz test features localstack peers platforms faults serve format bench bench-localstack bench-scale bench-serve install sbom completion clean

# Testcontainers, where no registry can be reached.
DOCKER_ENV := . localstack/image/environment.sh
# A LocalStack that runs: make localstack ENDPOINT=http://127.0.0.1:4566; without it one is started in a container.
ENDPOINT ?=
RUNNING  := $(if $(ENDPOINT),-Dazdrill.localstack.endpoint=$(ENDPOINT))
CLASSPATH_OF_TESTS := $(MVN) -q -DskipTests -DskipITs test-compile org.apache.maven.plugins:maven-dependency-plugin:2.8:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test

help: ## shows this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'

drill: $(JAR) ## the main job: provisions production on the simulator, breaks it, measures, reports (ARGS="--zones 3")
	@java -jar $(JAR) drill --report target/drill $(ARGS)

verify: ## all tests, all features, all gates; then where the time went
	@MVN="$(MVN)" src/build/verify.sh $(ARGS)

long: ## the same with what is slow by design: more values, more JVMs, random order, another locale (ARGS=-Dazdrill.seed=word)
	@MVN="$(MVN)" src/build/verify.sh -Plong $(ARGS)

crash-points: ## a drill is killed at each of its calls and ledger writes, then restored and torn down
	$(MVN) test -Derror-prone.skip -Dtest=CrashPointsTest -Dazdrill.crash.every=1

timings: ## where the time of the last build went: its steps and slowest test classes (ARGS=30 for more)
	@src/build/timings.sh $(ARGS)

stability: ## mvn verify ten times on a busy machine, the contract once on a slow JVM; RED unless all are green (N=3 TESTS='*ContractTest')
	@MVN="$(MVN)" $(if $(N),N=$(N)) $(if $(TESTS),TESTS='$(TESTS)') $(if $(INTERPRETED),INTERPRETED=$(INTERPRETED)) src/build/stability.sh

test: ## the fast tests alone, without Error Prone
	$(MVN) test -Derror-prone.skip

features: $(JAR) ## runs features/ without Maven, with reports in target/features-report (ARGS="--tags @name")
	@java -jar $(JAR) features --report target/features-report $(ARGS)

localstack: ## the features on LocalStack, in a container or at ENDPOINT=http://127.0.0.1:4566 (ARGS="-Dazdrill.speed=30")
	$(DOCKER_ENV) && $(MVN) -Derror-prone.skip test -Dtest=FeaturesTest -Dazdrill.platform=localstack $(RUNNING) $(ARGS)

peers: ## the contract on the simulator, LocalStack bare and completed, Moto and MiniStack (ARGS="moto"); RED when a deviation is gone
	@MVN="$(MVN)" $(if $(ENDPOINT),AZDRILL_LOCALSTACK_ENDPOINT=$(ENDPOINT)) localstack/peers/run.sh $(ARGS)

platforms: ## writes docs/platforms.md: which guarantee can be tested where
	$(MVN) -q test -Dtest=PlatformsPageTest -Dazdrill.platforms.write=true

members: ## writes docs/members.md: what becomes of each member of each request that the region answers
	$(MVN) -q test -Dtest=UnheededMembersTest -Dazdrill.members.write=true

faults: ## writes docs/faults.md and the schema of drill files: every fault of the catalogue
	$(MVN) -q test -Dtest=FaultCatalogueFilesTest -Dazdrill.faults.write=true

serve: $(JAR) ## serves the simulated region over HTTP for the AWS CLI, boto3 and Terraform (ARGS="--speed 60")
	@java -jar $(JAR) serve $(ARGS)

install: $(JAR) ## puts the jar, a launcher that starts fast and its archive of classes into PREFIX (target/installed)
	@src/launcher/install.sh $(JAR) $(PREFIX)

format: ## formats all sources
	$(MVN) -q spotless:apply

fuzz: ## sends generated and mutated requests to a region, RED when one is answered badly (N=1000000 SEED=word)
	$(CLASSPATH_OF_TESTS)
	@java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) dev.azdrill.simulator.fuzz.RequestFuzzer $(or $(N),20000) $(or $(SEED),azdrill)

bench: ## measures: calls, provisioning, drills; guard refusals, crash points survived (ARGS=all tries all, for minutes)
	$(CLASSPATH_OF_TESTS)
	@java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) dev.azdrill.bench.Bench $(ARGS)

bench-localstack: ## measures LocalStack: start, provisioning, a zone-loss drill, its calls against ours, memory
	$(CLASSPATH_OF_TESTS)
	@$(DOCKER_ENV) && java $(RUNNING) -cp target/test-classes:target/classes:$$(cat target/bench.classpath) dev.azdrill.bench.LocalStackBench $(ARGS)

bench-scale: ## how calls and events grow with what stands in the region: exponents (ARGS="targets=125,500,2000 groups")
	$(CLASSPATH_OF_TESTS)
	@java -cp target/test-classes:target/classes:$$(cat target/bench.classpath) dev.azdrill.bench.ScaleBench $(ARGS)

bench-serve: install ## the served region against MiniStack and Moto, from PyPI, with the same raw requests: ratios
	$(CLASSPATH_OF_TESTS)
	@localstack/peers/serve-bench.sh target/test-classes:target/classes:$$(cat target/bench.classpath) $(JAR) $(PREFIX)/azdrill

sbom: ## writes the bill of materials that the jars carry anew, after a dependency has changed (needs a registry)
	$(MVN) -q -B -ntp org.cyclonedx:cyclonedx-maven-plugin:makeBom
	@cp target/sbom/azdrill.cdx.json src/main/resources/META-INF/sbom/azdrill.cdx.json

completion: $(JAR) ## prints a completion script for bash and zsh: source <(make -s completion)
	@java -jar $(JAR) generate-completion

clean: ## removes what was built
	$(MVN) -q clean

# The jar is built once and again when a source has changed; the build is quiet unless it fails.
$(JAR): pom.xml $(shell find src/main features -type f)
	@src/build/tools.sh $(firstword $(MVN))
	@echo "building $(JAR) ..."
	@mkdir -p target
	@$(MVN) -q -B -ntp -DskipTests -Dmaven.test.skip=true -DskipITs package >target/build.log 2>&1 \
	  || { cat target/build.log; src/build/unresolved.sh target/build.log; exit 1; }
	@touch $(JAR)
