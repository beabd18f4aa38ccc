// Recorded from man/ by ManualTests. #embed makes the compiler read the bytes by itself,
// so that they cost next to nothing to compile.
#pragma clang diagnostic ignored "-Wc23-extensions"
#include "CManual.h"

static const unsigned char workshop_backup_source[] = {
#embed "../../man/workshop-backup.1"
};
static const unsigned char workshop_backup_text[] = {
#embed "text/workshop-backup.1.txt"
};
static const unsigned char workshop_bench_claim_source[] = {
#embed "../../man/workshop-bench-claim.1"
};
static const unsigned char workshop_bench_claim_text[] = {
#embed "text/workshop-bench-claim.1.txt"
};
static const unsigned char workshop_bench_pub_source[] = {
#embed "../../man/workshop-bench-pub.1"
};
static const unsigned char workshop_bench_pub_text[] = {
#embed "text/workshop-bench-pub.1.txt"
};
static const unsigned char workshop_bench_put_source[] = {
#embed "../../man/workshop-bench-put.1"
};
static const unsigned char workshop_bench_put_text[] = {
#embed "text/workshop-bench-put.1.txt"
};
static const unsigned char workshop_bench_sub_source[] = {
#embed "../../man/workshop-bench-sub.1"
};
static const unsigned char workshop_bench_sub_text[] = {
#embed "text/workshop-bench-sub.1.txt"
};
static const unsigned char workshop_bench_source[] = {
#embed "../../man/workshop-bench.1"
};
static const unsigned char workshop_bench_text[] = {
#embed "text/workshop-bench.1.txt"
};
static const unsigned char workshop_channels_source[] = {
#embed "../../man/workshop-channels.1"
};
static const unsigned char workshop_channels_text[] = {
#embed "text/workshop-channels.1.txt"
};
static const unsigned char workshop_completion_source[] = {
#embed "../../man/workshop-completion.1"
};
static const unsigned char workshop_completion_text[] = {
#embed "text/workshop-completion.1.txt"
};
static const unsigned char workshop_doctor_source[] = {
#embed "../../man/workshop-doctor.1"
};
static const unsigned char workshop_doctor_text[] = {
#embed "text/workshop-doctor.1.txt"
};
static const unsigned char workshop_get_source[] = {
#embed "../../man/workshop-get.1"
};
static const unsigned char workshop_get_text[] = {
#embed "text/workshop-get.1.txt"
};
static const unsigned char workshop_help_source[] = {
#embed "../../man/workshop-help.1"
};
static const unsigned char workshop_help_text[] = {
#embed "text/workshop-help.1.txt"
};
static const unsigned char workshop_history_source[] = {
#embed "../../man/workshop-history.1"
};
static const unsigned char workshop_history_text[] = {
#embed "text/workshop-history.1.txt"
};
static const unsigned char workshop_http_source[] = {
#embed "../../man/workshop-http.7"
};
static const unsigned char workshop_http_text[] = {
#embed "text/workshop-http.7.txt"
};
static const unsigned char workshop_message_source[] = {
#embed "../../man/workshop-message.5"
};
static const unsigned char workshop_message_text[] = {
#embed "text/workshop-message.5.txt"
};
static const unsigned char workshop_presence_beat_source[] = {
#embed "../../man/workshop-presence-beat.1"
};
static const unsigned char workshop_presence_beat_text[] = {
#embed "text/workshop-presence-beat.1.txt"
};
static const unsigned char workshop_presence_source[] = {
#embed "../../man/workshop-presence.1"
};
static const unsigned char workshop_presence_text[] = {
#embed "text/workshop-presence.1.txt"
};
static const unsigned char workshop_prime_source[] = {
#embed "../../man/workshop-prime.1"
};
static const unsigned char workshop_prime_text[] = {
#embed "text/workshop-prime.1.txt"
};
static const unsigned char workshop_promises_source[] = {
#embed "../../man/workshop-promises.7"
};
static const unsigned char workshop_promises_text[] = {
#embed "text/workshop-promises.7.txt"
};
static const unsigned char workshop_pub_source[] = {
#embed "../../man/workshop-pub.1"
};
static const unsigned char workshop_pub_text[] = {
#embed "text/workshop-pub.1.txt"
};
static const unsigned char workshop_put_source[] = {
#embed "../../man/workshop-put.1"
};
static const unsigned char workshop_put_text[] = {
#embed "text/workshop-put.1.txt"
};
static const unsigned char workshop_restore_source[] = {
#embed "../../man/workshop-restore.1"
};
static const unsigned char workshop_restore_text[] = {
#embed "text/workshop-restore.1.txt"
};
static const unsigned char workshop_serve_source[] = {
#embed "../../man/workshop-serve.1"
};
static const unsigned char workshop_serve_text[] = {
#embed "text/workshop-serve.1.txt"
};
static const unsigned char workshop_status_source[] = {
#embed "../../man/workshop-status.1"
};
static const unsigned char workshop_status_text[] = {
#embed "text/workshop-status.1.txt"
};
static const unsigned char workshop_tail_source[] = {
#embed "../../man/workshop-tail.1"
};
static const unsigned char workshop_tail_text[] = {
#embed "text/workshop-tail.1.txt"
};
static const unsigned char workshop_task_abandon_source[] = {
#embed "../../man/workshop-task-abandon.1"
};
static const unsigned char workshop_task_abandon_text[] = {
#embed "text/workshop-task-abandon.1.txt"
};
static const unsigned char workshop_task_claim_source[] = {
#embed "../../man/workshop-task-claim.1"
};
static const unsigned char workshop_task_claim_text[] = {
#embed "text/workshop-task-claim.1.txt"
};
static const unsigned char workshop_task_create_source[] = {
#embed "../../man/workshop-task-create.1"
};
static const unsigned char workshop_task_create_text[] = {
#embed "text/workshop-task-create.1.txt"
};
static const unsigned char workshop_task_done_source[] = {
#embed "../../man/workshop-task-done.1"
};
static const unsigned char workshop_task_done_text[] = {
#embed "text/workshop-task-done.1.txt"
};
static const unsigned char workshop_task_interrupt_source[] = {
#embed "../../man/workshop-task-interrupt.1"
};
static const unsigned char workshop_task_interrupt_text[] = {
#embed "text/workshop-task-interrupt.1.txt"
};
static const unsigned char workshop_task_list_source[] = {
#embed "../../man/workshop-task-list.1"
};
static const unsigned char workshop_task_list_text[] = {
#embed "text/workshop-task-list.1.txt"
};
static const unsigned char workshop_task_run_source[] = {
#embed "../../man/workshop-task-run.1"
};
static const unsigned char workshop_task_run_text[] = {
#embed "text/workshop-task-run.1.txt"
};
static const unsigned char workshop_task_show_source[] = {
#embed "../../man/workshop-task-show.1"
};
static const unsigned char workshop_task_show_text[] = {
#embed "text/workshop-task-show.1.txt"
};
static const unsigned char workshop_task_update_source[] = {
#embed "../../man/workshop-task-update.1"
};
static const unsigned char workshop_task_update_text[] = {
#embed "text/workshop-task-update.1.txt"
};
static const unsigned char workshop_task_wait_source[] = {
#embed "../../man/workshop-task-wait.1"
};
static const unsigned char workshop_task_wait_text[] = {
#embed "text/workshop-task-wait.1.txt"
};
static const unsigned char workshop_task_source[] = {
#embed "../../man/workshop-task.1"
};
static const unsigned char workshop_task_text[] = {
#embed "text/workshop-task.1.txt"
};
static const unsigned char workshop_tutorial_source[] = {
#embed "../../man/workshop-tutorial.7"
};
static const unsigned char workshop_tutorial_text[] = {
#embed "text/workshop-tutorial.7.txt"
};
static const unsigned char workshop_source[] = {
#embed "../../man/workshop.1"
};
static const unsigned char workshop_text[] = {
#embed "text/workshop.1.txt"
};
static const struct workshop_manual_page pages[] = {
    {"workshop-backup", workshop_backup_source, sizeof workshop_backup_source,
     workshop_backup_text, sizeof workshop_backup_text},
    {"workshop-bench-claim", workshop_bench_claim_source, sizeof workshop_bench_claim_source,
     workshop_bench_claim_text, sizeof workshop_bench_claim_text},
    {"workshop-bench-pub", workshop_bench_pub_source, sizeof workshop_bench_pub_source,
     workshop_bench_pub_text, sizeof workshop_bench_pub_text},
    {"workshop-bench-put", workshop_bench_put_source, sizeof workshop_bench_put_source,
     workshop_bench_put_text, sizeof workshop_bench_put_text},
    {"workshop-bench-sub", workshop_bench_sub_source, sizeof workshop_bench_sub_source,
     workshop_bench_sub_text, sizeof workshop_bench_sub_text},
    {"workshop-bench", workshop_bench_source, sizeof workshop_bench_source,
     workshop_bench_text, sizeof workshop_bench_text},
    {"workshop-channels", workshop_channels_source, sizeof workshop_channels_source,
     workshop_channels_text, sizeof workshop_channels_text},
    {"workshop-completion", workshop_completion_source, sizeof workshop_completion_source,
     workshop_completion_text, sizeof workshop_completion_text},
    {"workshop-doctor", workshop_doctor_source, sizeof workshop_doctor_source,
     workshop_doctor_text, sizeof workshop_doctor_text},
    {"workshop-get", workshop_get_source, sizeof workshop_get_source,
     workshop_get_text, sizeof workshop_get_text},
    {"workshop-help", workshop_help_source, sizeof workshop_help_source,
     workshop_help_text, sizeof workshop_help_text},
    {"workshop-history", workshop_history_source, sizeof workshop_history_source,
     workshop_history_text, sizeof workshop_history_text},
    {"workshop-http", workshop_http_source, sizeof workshop_http_source,
     workshop_http_text, sizeof workshop_http_text},
    {"workshop-message", workshop_message_source, sizeof workshop_message_source,
     workshop_message_text, sizeof workshop_message_text},
    {"workshop-presence-beat", workshop_presence_beat_source, sizeof workshop_presence_beat_source,
     workshop_presence_beat_text, sizeof workshop_presence_beat_text},
    {"workshop-presence", workshop_presence_source, sizeof workshop_presence_source,
     workshop_presence_text, sizeof workshop_presence_text},
    {"workshop-prime", workshop_prime_source, sizeof workshop_prime_source,
     workshop_prime_text, sizeof workshop_prime_text},
    {"workshop-promises", workshop_promises_source, sizeof workshop_promises_source,
     workshop_promises_text, sizeof workshop_promises_text},
    {"workshop-pub", workshop_pub_source, sizeof workshop_pub_source,
     workshop_pub_text, sizeof workshop_pub_text},
    {"workshop-put", workshop_put_source, sizeof workshop_put_source,
     workshop_put_text, sizeof workshop_put_text},
    {"workshop-restore", workshop_restore_source, sizeof workshop_restore_source,
     workshop_restore_text, sizeof workshop_restore_text},
    {"workshop-serve", workshop_serve_source, sizeof workshop_serve_source,
     workshop_serve_text, sizeof workshop_serve_text},
    {"workshop-status", workshop_status_source, sizeof workshop_status_source,
     workshop_status_text, sizeof workshop_status_text},
    {"workshop-tail", workshop_tail_source, sizeof workshop_tail_source,
     workshop_tail_text, sizeof workshop_tail_text},
    {"workshop-task-abandon", workshop_task_abandon_source, sizeof workshop_task_abandon_source,
     workshop_task_abandon_text, sizeof workshop_task_abandon_text},
    {"workshop-task-claim", workshop_task_claim_source, sizeof workshop_task_claim_source,
     workshop_task_claim_text, sizeof workshop_task_claim_text},
    {"workshop-task-create", workshop_task_create_source, sizeof workshop_task_create_source,
     workshop_task_create_text, sizeof workshop_task_create_text},
    {"workshop-task-done", workshop_task_done_source, sizeof workshop_task_done_source,
     workshop_task_done_text, sizeof workshop_task_done_text},
    {"workshop-task-interrupt", workshop_task_interrupt_source, sizeof workshop_task_interrupt_source,
     workshop_task_interrupt_text, sizeof workshop_task_interrupt_text},
    {"workshop-task-list", workshop_task_list_source, sizeof workshop_task_list_source,
     workshop_task_list_text, sizeof workshop_task_list_text},
    {"workshop-task-run", workshop_task_run_source, sizeof workshop_task_run_source,
     workshop_task_run_text, sizeof workshop_task_run_text},
    {"workshop-task-show", workshop_task_show_source, sizeof workshop_task_show_source,
     workshop_task_show_text, sizeof workshop_task_show_text},
    {"workshop-task-update", workshop_task_update_source, sizeof workshop_task_update_source,
     workshop_task_update_text, sizeof workshop_task_update_text},
    {"workshop-task-wait", workshop_task_wait_source, sizeof workshop_task_wait_source,
     workshop_task_wait_text, sizeof workshop_task_wait_text},
    {"workshop-task", workshop_task_source, sizeof workshop_task_source,
     workshop_task_text, sizeof workshop_task_text},
    {"workshop-tutorial", workshop_tutorial_source, sizeof workshop_tutorial_source,
     workshop_tutorial_text, sizeof workshop_tutorial_text},
    {"workshop", workshop_source, sizeof workshop_source,
     workshop_text, sizeof workshop_text},
};

const struct workshop_manual_page *workshop_manual_pages(size_t *count) {
    *count = sizeof pages / sizeof pages[0];
    return pages;
}
