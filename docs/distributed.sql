-- Keys for tables that are distributed by learner (Citus and its like): every key of a learner's table holds the learner.
-- For one server nothing of this is needed. Run it once on a PostgreSQL database at the newest version, with nobody
-- connected; the program runs on both kinds of keys (tests/app/test_distribution.py).

BEGIN;
ALTER TABLE undos DROP CONSTRAINT fk_undos_answer_answers, DROP CONSTRAINT uq_undos_answer, DROP CONSTRAINT pk_undos;
ALTER TABLE acts DROP CONSTRAINT fk_acts_sitting_sittings, DROP CONSTRAINT uq_acts_id, DROP CONSTRAINT pk_acts;
ALTER TABLE answers DROP CONSTRAINT uq_answers_id, DROP CONSTRAINT pk_answers;
ALTER TABLE sittings DROP CONSTRAINT pk_sittings;
ALTER TABLE mocks DROP CONSTRAINT pk_mocks;
ALTER TABLE reports DROP CONSTRAINT pk_reports;
DROP INDEX ix_answers_learner_seq, ix_undos_learner, ix_mocks_learner;

ALTER TABLE answers ADD CONSTRAINT pk_answers PRIMARY KEY (learner, seq), ADD CONSTRAINT uq_answers_id UNIQUE (learner, id);
ALTER TABLE undos ADD CONSTRAINT pk_undos PRIMARY KEY (learner, id), ADD CONSTRAINT uq_undos_answer UNIQUE (learner, answer),
    ADD CONSTRAINT fk_undos_answer_answers FOREIGN KEY (learner, answer) REFERENCES answers (learner, seq) ON DELETE CASCADE;
ALTER TABLE sittings ADD CONSTRAINT pk_sittings PRIMARY KEY (learner, id);
ALTER TABLE acts ADD CONSTRAINT pk_acts PRIMARY KEY (learner, seq), ADD CONSTRAINT uq_acts_id UNIQUE (learner, id),
    ADD CONSTRAINT fk_acts_sitting_sittings FOREIGN KEY (learner, sitting) REFERENCES sittings (learner, id) ON DELETE CASCADE;
ALTER TABLE mocks ADD CONSTRAINT pk_mocks PRIMARY KEY (learner, id);
ALTER TABLE reports ADD CONSTRAINT pk_reports PRIMARY KEY (learner, id);

-- What stays on one node (accounts, classes, audit) cannot point into distributed tables; nobody there is the local learner.
ALTER TABLE learners DROP CONSTRAINT uq_learners_local;
ALTER TABLE audit DROP CONSTRAINT fk_audit_by_learners;
ALTER TABLE accounts DROP CONSTRAINT fk_accounts_id_learners;
COMMIT;

-- Then, with Citus: SELECT create_distributed_table('learners', 'id'); and for each other table that has a learner
-- SELECT create_distributed_table('answers', 'learner', colocate_with => 'learners'); answers before undos, sittings before acts.
