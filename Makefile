.PHONY: run test test-hard check bench bench-load bench-learning momentum
run: ## serve the course at http://127.0.0.1:8000
	@python3 dev.py run
test: ## everything a commit must pass: linters, types, laws, databases, browser
	@python3 dev.py test
test-hard: ## the long forms: thousands of examples, every page in four forms, 30 kills and more
	@python3 dev.py test-hard
check: ## the course's content only
	@python3 dev.py momentum check
bench: ## speed, as ratios against anchors in the same run
	@python3 dev.py bench
bench-load: ## the server under load: exam sittings, classes, answers against an anchor; WITH="class --seconds 20" for less, WITH=--help for more
	@python3 dev.py bench-load $(WITH)
bench-learning: ## simulated learners under our planner and others; WITH=--quick for two minutes
	@python3 dev.py bench-learning $(WITH)
