from dlcourse.regularizers.kl_sparsity import KLSparsity as KLSparsity
