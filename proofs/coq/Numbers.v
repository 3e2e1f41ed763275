(** * Numbers: decimals of THEOREMS.md, by interval arithmetic.

    The only file that needs coq-interval.  Its theorems rest on Coq's primitive
    integers and floats besides the reals, and no other file depends on it. *)

From Coq Require Import Reals Lra.
From Interval Require Import Tactic.
From AEED Require Import Step Entropy Bounded Origin Paper.
Open Scope R_scope.

(** x is y to within half a unit of y's last printed place. *)
Definition prints (x y place : R) : Prop := Rabs (x - y) <= place / 2.

Local Ltac decimals := unfold prints; repeat split; interval.

(** [max_entropy], ln C for C = 60, 120, 400. *)
Theorem max_entropy_decimals :
  prints (ln 60) 4.094 0.001 /\ prints (ln 120) 4.787 0.001 /\ prints (ln 400) 5.991 0.001.
Proof. decimals. Qed.

(** [flow_bound], (1 - beta) ln C. *)
Theorem flow_bound_decimals :
  prints ((1 - 0.9) * ln 60) 0.4094 0.0001 /\
  prints ((1 - 0.9) * ln 120) 0.4787 0.0001 /\
  prints ((1 - 0.9) * ln 400) 0.5991 0.0001.
Proof. decimals. Qed.

(** [total_gain], C^eta. *)
Theorem total_gain_decimals :
  prints (exp (0.5 * ln 60)) 7.746 0.001 /\
  prints (exp (0.5 * ln 120)) 10.95 0.01 /\
  prints (exp (0.5 * ln 400)) 20.00 0.01.
Proof. decimals. Qed.

(** [eta_invariant], 1/(2 Dbar): some (0, W] is invariant below it. *)
Theorem eta_invariant_decimals :
  prints (1 / (2 * ((1 - 0.9) * ln 60))) 1.221 0.001 /\
  prints (1 / (2 * ((1 - 0.9) * ln 120))) 1.044 0.001 /\
  prints (1 / (2 * ((1 - 0.9) * ln 400))) 0.8345 0.0001.
Proof. decimals. Qed.

(** [eta_positive], 1/(Dbar + gamma high): a step within the clip keeps its sign below it. *)
Theorem eta_positive_decimals :
  prints (1 / ((1 - 0.9) * ln 60 + 0.05 * 4)) 1.641 0.001 /\
  prints (1 / ((1 - 0.9) * ln 120 + 0.05 * 4)) 1.473 0.001 /\
  prints (1 / ((1 - 0.9) * ln 400 + 0.05 * 4)) 1.251 0.001.
Proof. decimals. Qed.

(** [eta_monotone], 1/(Dbar + 2 gamma high): a step within the clip keeps the order up to it. *)
Theorem eta_monotone_decimals :
  prints (1 / ((1 - 0.9) * ln 60 + 2 * 0.05 * 4)) 1.235 0.001 /\
  prints (1 / ((1 - 0.9) * ln 120 + 2 * 0.05 * 4)) 1.138 0.001 /\
  prints (1 / ((1 - 0.9) * ln 400 + 2 * 0.05 * 4)) 1.001 0.001.
Proof. decimals. Qed.

(** [eta_data_only], the root of eta (Dbar + gamma w_0 C^eta) = 1, lies between these. *)
Definition data_only C eta : R := eta * ((1 - 0.9) * ln C + 0.05 * (1 * exp (eta * ln C))).
Theorem eta_data_only_decimals :
  data_only 60 0.72445 < 1 < data_only 60 0.72455 /\
  data_only 120 0.64165 < 1 < data_only 120 0.64175 /\
  data_only 400 0.53835 < 1 < data_only 400 0.53845.
Proof. unfold data_only. repeat split; interval. Qed.

(** [invariant_w_min] and [invariant_w_max] at C = 60. *)
Theorem invariant_w_decimals :
  prints ((1 - 0.9) * ln 60 / 0.05) 8.189 0.001 /\
  prints ((1 - 0.5 * ((1 - 0.9) * ln 60)) / (0.5 * 0.05)) 31.81 0.01.
Proof. decimals. Qed.

(** x_+(0.9), the limit of eta D_0 in [basin_exact]. *)
Theorem basin_flow_limit_decimals : prints (basin_flow_limit 0.9) 2.708 0.001.
Proof. unfold basin_flow_limit, prints. interval. Qed.

(** At C = 60 an eta of 3 makes a weight negative in one step. *)
Theorem theorem_1_false_large_eta_60 :
  width 3 (1 / 20) 1 (flow (9 / 10) (ln 60) (fun _ => 0)) 1 < 0.
Proof. apply theorem_1_false_large_eta. interval. Qed.
