.DEFAULT_GOAL := help
.PHONY: help drill

help: ## shows this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-12s %s\n", $$1, $$2}'

drill: ## the main job (not there yet)
	@echo "not there yet"
